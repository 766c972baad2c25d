package com.wgtwo.camel.proto;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The interface as our own files under {@code proto/} describe it, read from the generated code. */
final class DescriptorFacts {
    private final List<Fact> facts = new ArrayList<>();

    private DescriptorFacts() {}

    static List<Fact> of(FileDescriptor file) {
        DescriptorFacts it = new DescriptorFacts();
        file.getExtensions().forEach(it::extension);
        file.getEnumTypes().forEach(it::enumeration);
        file.getMessageTypes().forEach(it::message);
        file.getServices().forEach(it::service);
        return it.facts;
    }

    static Map<String, String> options(Message options) {
        Map<String, String> text = new TreeMap<>();
        options.getAllFields()
                .forEach((option, value) -> text.put(
                        option.isExtension() ? "(" + option.getFullName() + ")" : option.getName(),
                        value instanceof EnumValueDescriptor constant ? constant.getName() : value.toString()));
        return text;
    }

    private void message(Descriptor message) {
        String name = message.getFullName();
        facts.add(new Fact.Message(name, options(message.getOptions())));
        // The end of a range is exclusive in a descriptor.
        message.toProto()
                .getReservedRangeList()
                .forEach(it -> facts.add(new Fact.Reserved(name, it.getStart() + " to " + (it.getEnd() - 1))));
        message.toProto().getReservedNameList().forEach(it -> facts.add(new Fact.Reserved(name, it)));
        message.getRealOneofs()
                .forEach(it -> facts.add(new Fact.Oneof(name + "." + it.getName(), options(it.getOptions()))));
        message.getFields().forEach(this::field);
        message.getExtensions().forEach(this::extension);
        message.getEnumTypes().forEach(this::enumeration);
        message.getNestedTypes().stream()
                .filter(it -> !it.getOptions().getMapEntry())
                .forEach(this::message);
    }

    private void field(FieldDescriptor field) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        facts.add(new Fact.Field(
                field.getFullName(),
                field.getNumber(),
                label(field),
                field.isMapField() ? mapType(field.getMessageType()) : type(field),
                oneof == null ? "" : oneof.getName(),
                field.getJsonName(),
                options(field.getOptions())));
    }

    private void extension(FieldDescriptor field) {
        facts.add(new Fact.Extension(
                field.getFullName(),
                field.getNumber(),
                type(field),
                field.getContainingType().getFullName()));
    }

    private void enumeration(EnumDescriptor enumeration) {
        String name = enumeration.getFullName();
        facts.add(new Fact.Enumeration(name, options(enumeration.getOptions())));
        enumeration
                .getValues()
                .forEach(it ->
                        facts.add(new Fact.Value(name + "." + it.getName(), it.getNumber(), options(it.getOptions()))));
        enumeration
                .toProto()
                .getReservedRangeList()
                .forEach(it -> facts.add(new Fact.Reserved(name, it.getStart() + " to " + it.getEnd())));
        enumeration.toProto().getReservedNameList().forEach(it -> facts.add(new Fact.Reserved(name, it)));
    }

    private void service(ServiceDescriptor service) {
        facts.add(new Fact.Service(service.getFullName(), options(service.getOptions())));
        service.getMethods().forEach(this::method);
    }

    private void method(MethodDescriptor method) {
        facts.add(new Fact.Method(
                method.getFullName(),
                method.getInputType().getFullName(),
                method.isClientStreaming(),
                method.getOutputType().getFullName(),
                method.isServerStreaming(),
                options(method.getOptions())));
    }

    private static Fact.Label label(FieldDescriptor field) {
        if (field.isMapField()) {
            return Fact.Label.MAP;
        }
        if (field.isRepeated()) {
            return Fact.Label.REPEATED;
        }
        return field.toProto().getProto3Optional() ? Fact.Label.OPTIONAL : Fact.Label.SINGULAR;
    }

    private static String mapType(Descriptor entry) {
        return type(entry.findFieldByName("key")) + " to " + type(entry.findFieldByName("value"));
    }

    private static String type(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
    }
}
