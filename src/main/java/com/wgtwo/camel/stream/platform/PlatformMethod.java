package com.wgtwo.camel.stream.platform;

import com.google.protobuf.Message;
import com.wgtwo.api.annotations.AnnotationsProto;
import com.wgtwo.api.v0.consent.ConsentServiceGrpc;
import com.wgtwo.api.v0.voicemail.VoicemailMediaServiceGrpc;
import com.wgtwo.api.v1.sms.SmsServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServiceDescriptor;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * A unary method of the platform that a route may call.
 *
 * @param <Q> its request
 * @param <P> its response
 */
public final class PlatformMethod<Q extends Message, P extends Message> {

    private static final Map<String, PlatformMethod<?, ?>> METHODS = table(
            SmsServiceGrpc.getServiceDescriptor(),
            VoicemailMediaServiceGrpc.getServiceDescriptor(),
            ConsentServiceGrpc.getServiceDescriptor());

    private final MethodDescriptor<Q, P> descriptor;
    private final Q prototype;

    private PlatformMethod(MethodDescriptor<Q, P> descriptor, Q prototype) {
        this.descriptor = descriptor;
        this.prototype = prototype;
    }

    private static Map<String, PlatformMethod<?, ?>> table(ServiceDescriptor... services) {
        Map<String, PlatformMethod<?, ?>> table = new TreeMap<>();
        Stream.of(services)
                .flatMap(service -> service.getMethods().stream())
                .filter(method -> method.getType() == MethodDescriptor.MethodType.UNARY)
                .forEach(method -> table.put(method.getFullMethodName(), of(method)));
        return table;
    }

    @SuppressWarnings("unchecked") // generated descriptors speak of generated messages only
    private static PlatformMethod<?, ?> of(MethodDescriptor<?, ?> method) {
        MethodDescriptor<Message, Message> typed = (MethodDescriptor<Message, Message>) method;
        PrototypeMarshaller<Message> marshaller = (PrototypeMarshaller<Message>) typed.getRequestMarshaller();
        return new PlatformMethod<>(typed, Objects.requireNonNull(marshaller.getMessagePrototype()));
    }

    /**
     * The method of a name.
     *
     * @param name service and method, such as {@code wgtwo.sms.v1.SmsService/SendTextToSubscriber}; a dot in place of the
     *     slash is understood
     * @throws IllegalArgumentException in one sentence, when the platform has no such method
     */
    public static PlatformMethod<?, ?> get(String name) {
        String trimmed = name.trim();
        int dot = trimmed.lastIndexOf('.');
        String path = trimmed.indexOf('/') >= 0 || dot < 0
                ? trimmed
                : trimmed.substring(0, dot) + "/" + trimmed.substring(dot + 1);
        PlatformMethod<?, ?> method = METHODS.get(path);
        if (method == null) {
            throw new IllegalArgumentException(
                    "method '" + trimmed + "' is not one of " + String.join(", ", METHODS.keySet()));
        }
        return method;
    }

    /** The method for a gRPC call. */
    public MethodDescriptor<Q, P> descriptor() {
        return descriptor;
    }

    /** The scopes a token must hold, as the interface states them. */
    public Set<String> scopes() {
        ProtoMethodDescriptorSupplier supplier = (ProtoMethodDescriptorSupplier)
                Objects.requireNonNull(descriptor.getSchemaDescriptor(), "generated code carries its descriptor");
        String scope = supplier.getMethodDescriptor().getOptions().getExtension(AnnotationsProto.scope);
        return scope.isEmpty() ? Set.of() : Set.of(scope);
    }

    /** The class of the request. */
    @SuppressWarnings("unchecked") // the class of a prototype is its type
    public Class<Q> requestType() {
        return (Class<Q>) prototype.getClass();
    }

    /**
     * Reads a request.
     *
     * @param json its canonical JSON
     * @param parser reads JSON into a builder
     */
    @SuppressWarnings("unchecked") // a prototype's builder builds its type
    public Q parseRequest(String json, BiConsumer<String, Message.Builder> parser) {
        Message.Builder builder = prototype.newBuilderForType();
        parser.accept(json, builder);
        return (Q) builder.build();
    }
}
