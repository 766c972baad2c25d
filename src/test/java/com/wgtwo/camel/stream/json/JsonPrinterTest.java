package com.wgtwo.camel.stream.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import com.wgtwo.api.v0.consent.ConsentsProto;
import com.wgtwo.api.v0.events.EventsProto;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v1.consent.ConsentEventsProto;
import com.wgtwo.api.v1.consent.ConsentEventsProto.StreamConsentChangeEventsResponse;
import com.wgtwo.api.v1.sms.SmsProto;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto;
import com.wgtwo.api.v1.subscription.SubscriptionEventsProto.StreamHandsetChangeEventsResponse;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The printer beside protobuf's own, on random messages of all types. */
class JsonPrinterTest {
    private static final JsonFormat.Printer PROTOBUF = JsonFormat.printer().omittingInsignificantWhitespace();

    private static final List<Message> GENERATED = List.of(
            SubscribeEventsResponse.getDefaultInstance(),
            StreamConsentChangeEventsResponse.getDefaultInstance(),
            StreamHandsetChangeEventsResponse.getDefaultInstance());

    private static final List<Descriptor> TYPES = Stream.of(
                    EventsProto.getDescriptor(),
                    ConsentsProto.getDescriptor(),
                    ConsentEventsProto.getDescriptor(),
                    SmsProto.getDescriptor(),
                    SubscriptionEventsProto.getDescriptor())
            .flatMap(file -> file.getMessageTypes().stream())
            .flatMap(type -> Stream.concat(Stream.of(type), type.getNestedTypes().stream()))
            .filter(type -> !type.getOptions().getMapEntry())
            .toList();

    private final JsonPrinter printer = new JsonPrinter(Set.of());

    @Property(tries = 3000)
    void writesWhatProtobufWrites(@ForAll long seed) throws InvalidProtocolBufferException {
        Random random = new Random(seed);
        Message message = random.nextBoolean()
                ? filled(GENERATED.get(random.nextInt(GENERATED.size())).newBuilderForType(), random, 0)
                : filled(DynamicMessage.newBuilder(TYPES.get(random.nextInt(TYPES.size()))), random, 0);
        if (printer.prints(message.getDescriptorForType())) {
            assertThat(printer.print(message)).isEqualTo(PROTOBUF.print(message));
        }
    }

    @Test
    void allEventsArePrinted() {
        assertThat(GENERATED).allMatch(message -> printer.prints(message.getDescriptorForType()));
    }

    @Test
    void whatItDoesNotKnowIsLeftToProtobuf() {
        for (Message other : List.of(
                Any.getDefaultInstance(),
                Struct.getDefaultInstance(),
                StringValue.getDefaultInstance(),
                ConsentsProto.Consent.getDefaultInstance())) {
            assertThat(printer.prints(other.getDescriptorForType())).isFalse();
        }
    }

    @Test
    void aTimeThatJsonCannotCarryIsRefused() {
        SubscribeEventsResponse.Builder response = SubscribeEventsResponse.newBuilder();
        response.getEventBuilder().getTimestampBuilder().setNanos(-1);
        assertThatThrownBy(() -> printer.print(response.build())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Message filled(Message.Builder builder, Random random, int depth) {
        String type = builder.getDescriptorForType().getFullName();
        for (FieldDescriptor field : builder.getDescriptorForType().getFields()) {
            boolean deep = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && depth > 5;
            if (deep || random.nextInt(3) == 0) {
                continue;
            }
            if (type.equals("google.protobuf.Timestamp") || type.equals("google.protobuf.Duration")) {
                builder.setField(field, part(field, type.equals("google.protobuf.Timestamp"), random));
            } else if (field.isRepeated()) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    builder.addRepeatedField(field, value(builder, field, random, depth));
                }
            } else {
                builder.setField(field, value(builder, field, random, depth));
            }
        }
        return builder.build();
    }

    /** A part of a time; that of a duration is not negative here, because both its parts have to be then. */
    private static Object part(FieldDescriptor field, boolean before, Random random) {
        if (field.getName().equals("seconds")) {
            return switch (random.nextInt(4)) {
                case 0 -> before ? -(long) random.nextInt(2_000_000_000) : 0L;
                case 1 -> 253_402_300_799L;
                default -> (long) random.nextInt(2_000_000_000);
            };
        }
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextInt(1000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1000;
            default -> random.nextInt(1_000_000_000);
        };
    }

    private static Object value(Message.Builder builder, FieldDescriptor field, Random random, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt(4) == 0 ? 0 : random.nextInt();
            case LONG -> random.nextInt(4) == 0 ? 0L : random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text(random);
            case BYTE_STRING -> {
                byte[] bytes = new byte[random.nextInt(5)];
                random.nextBytes(bytes);
                yield ByteString.copyFrom(bytes);
            }
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(30));
            case MESSAGE -> filled(builder.newBuilderForField(field), random, depth + 1);
        };
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) random.nextInt(0x80));
                case 1 -> text.append("\"\\<>&='\u2028\u2029\u007f/".charAt(random.nextInt(11)));
                case 2 -> text.appendCodePoint(random.nextInt(0xd800));
                default -> text.appendCodePoint(0x10000 + random.nextInt(0x1000));
            }
        }
        return text.toString();
    }
}
