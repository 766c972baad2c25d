package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.EventMetadata;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsRequest;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.api.v0.events.EventsServiceGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LenientResponsesTest {

    private final MethodDescriptor<SubscribeEventsRequest, SubscribeEventsResponse> method =
            LenientResponses.of(EventsServiceGrpc.getSubscribeMethod());

    private static SubscribeEventsResponse sms(String text) {
        return SubscribeEventsResponse.newBuilder()
                .setEvent(Event.newBuilder()
                        .setMetadata(
                                EventMetadata.newBuilder().setAckInbox("inbox").setSequence(7))
                        .setServiceId("wotel")
                        .setSmsEvent(SmsEvent.newBuilder().setId("1").setText(text)))
                .build();
    }

    private SubscribeEventsResponse read(byte[] bytes) {
        return method.parseResponse(new ByteArrayInputStream(bytes));
    }

    @Test
    void whatIsInOrderIsReadAsItIs() {
        SubscribeEventsResponse response = sms("blåbær 🫐");
        assertThat(read(response.toByteArray())).isEqualTo(response);
        assertThat(method.getFullMethodName())
                .isEqualTo(EventsServiceGrpc.getSubscribeMethod().getFullMethodName());
    }

    @Test
    void ofATextThatIsNotUtf8EverythingReadableIsDelivered() throws Exception {
        byte[] bytes = sms("hello XX world").toByteArray();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("XX");
        bytes[at] = (byte) 0xC3;
        bytes[at + 1] = (byte) 0x28;
        assertThatThrownBy(() -> SubscribeEventsResponse.parseFrom(bytes))
                .isInstanceOf(InvalidProtocolBufferException.class);

        SubscribeEventsResponse response = read(bytes);

        assertThat(response.getEvent().getSmsEvent().getText()).isEqualTo("hello \uFFFD( world");
        assertThat(response.getEvent().getMetadata())
                .isEqualTo(sms("").getEvent().getMetadata());
        assertThat(response.getEvent().getServiceId()).isEqualTo("wotel");
        assertThat(read(bytes))
                .as("each time the same, so that its identity is")
                .isEqualTo(response);
    }

    @Test
    void fieldsOfANewerInterfaceAreLeftAsTheyAre() {
        ByteString odd = ByteString.copyFrom(new byte[] {(byte) 0xC3, 0x28});
        UnknownFieldSet newer = UnknownFieldSet.newBuilder()
                .addField(99, Field.newBuilder().addLengthDelimited(odd).build())
                .build();
        byte[] bytes = sms("XX").toBuilder().setUnknownFields(newer).build().toByteArray();
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("XX");
        bytes[at] = (byte) 0xFF;

        assertThat(read(bytes).getUnknownFields()).isEqualTo(newer);
    }

    @Test
    void whatIsNoMessageAtAllIsExplained() {
        assertThatThrownBy(() -> read(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF}))
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(StatusText.explain(
                                        Status.CANCELLED
                                                .withDescription("Failed to read message.")
                                                .withCause(failure),
                                        "api.example.com:443"))
                                .startsWith("api.example.com:443 sent a message that is none of this interface"));
    }
}
