package com.wgtwo.camel.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads responses as the method's own marshaller does, and those too whose texts are not UTF-8: what cannot be read of a
 * text becomes U+FFFD, and all else is as it came. Protobuf refuses the whole message, which ends the stream; and because
 * the event is never acknowledged, it would come again and end each stream after that.
 *
 * @param <E> the response
 */
final class LenientResponses<E extends Message> implements PrototypeMarshaller<E> {

    private static final Logger LOG = LoggerFactory.getLogger(LenientResponses.class);

    private final PrototypeMarshaller<E> strict;
    private final E prototype;
    private final String method;

    private LenientResponses(PrototypeMarshaller<E> strict, E prototype, String method) {
        this.strict = strict;
        this.prototype = prototype;
        this.method = method;
    }

    /** The method with such responses. */
    static <S, E extends Message> MethodDescriptor<S, E> of(MethodDescriptor<S, E> method) {
        if (!(method.getResponseMarshaller() instanceof PrototypeMarshaller<E> strict)) {
            return method;
        }
        E prototype = strict.getMessagePrototype();
        return prototype == null
                ? method
                : method.toBuilder(
                                method.getRequestMarshaller(),
                                new LenientResponses<>(strict, prototype, method.getFullMethodName()))
                        .build();
    }

    @Override
    public E parse(InputStream stream) {
        byte[] bytes;
        try {
            // All that is there, where that is known: else 8 kB are taken for each message before it is read.
            bytes = stream instanceof KnownLength ? stream.readNBytes(stream.available()) : stream.readAllBytes();
        } catch (IOException e) {
            throw unreadable(e);
        }
        try {
            return read(bytes);
        } catch (InvalidProtocolBufferException e) {
            return repaired(bytes, e);
        }
    }

    @SuppressWarnings("unchecked") // the parser of a message makes such messages
    private E read(byte[] bytes) throws InvalidProtocolBufferException {
        return (E) prototype.getParserForType().parseFrom(bytes);
    }

    private E repaired(byte[] bytes, InvalidProtocolBufferException reason) {
        try {
            E answer = read(readable(UnknownFieldSet.parseFrom(bytes), prototype.getDescriptorForType())
                    .toByteArray());
            LOG.warn("{}: an event has text that is not UTF-8; what cannot be read of it is replaced", method);
            return answer;
        } catch (InvalidProtocolBufferException e) {
            reason.addSuppressed(e);
            throw unreadable(reason);
        }
    }

    private static UnknownFieldSet readable(UnknownFieldSet fields, Descriptor type)
            throws InvalidProtocolBufferException {
        UnknownFieldSet.Builder answer = UnknownFieldSet.newBuilder(fields);
        for (FieldDescriptor field : type.getFields()) {
            boolean text = field.getType() == FieldDescriptor.Type.STRING;
            if (!fields.hasField(field.getNumber()) || (!text && field.getType() != FieldDescriptor.Type.MESSAGE)) {
                continue;
            }
            UnknownFieldSet.Field.Builder values = UnknownFieldSet.Field.newBuilder();
            for (ByteString value : fields.getField(field.getNumber()).getLengthDelimitedList()) {
                values.addLengthDelimited(
                        text
                                ? ByteString.copyFromUtf8(value.toStringUtf8())
                                : readable(UnknownFieldSet.parseFrom(value), field.getMessageType())
                                        .toByteString());
            }
            answer.addField(field.getNumber(), values.build());
        }
        return answer.build();
    }

    /** As gRPC's own marshaller says it. */
    private static RuntimeException unreadable(IOException reason) {
        return Status.INTERNAL
                .withDescription("Invalid protobuf byte sequence")
                .withCause(reason)
                .asRuntimeException();
    }

    @Override
    public InputStream stream(E value) {
        return strict.stream(value);
    }

    @Override
    public @Nullable E getMessagePrototype() {
        return prototype;
    }

    @Override
    public Class<E> getMessageClass() {
        return strict.getMessageClass();
    }
}
