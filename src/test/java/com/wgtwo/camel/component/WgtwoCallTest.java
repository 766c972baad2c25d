package com.wgtwo.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetVoicemailRequest;
import com.wgtwo.api.v0.voicemail.VoicemailProto.GetVoicemailResponse;
import com.wgtwo.camel.sandbox.Sandbox;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls of the platform's services from a route. */
class WgtwoCallTest {

    private final Sandbox sandbox = Sandbox.builder().seed(1).start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private ProducerTemplate template;

    @BeforeEach
    void start() {
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void close() {
        context.stop();
        sandbox.close();
    }

    private String uri(String method) {
        return "wgtwo:call?plaintext=true&target=" + sandbox.target() + "&method=" + method;
    }

    @Test
    void jsonGoesInAndComesOut() {
        String answer = template.requestBody(
                uri("wgtwo.sms.v1.SmsService/SendTextToSubscriber"),
                "{\"content\":\"hello\",\"toSubscriber\":\"+4799990001\",\"fromAddress\":\"Shop\"}",
                String.class);

        assertThat(answer).contains("\"messageId\":").contains("\"status\":\"SEND_STATUS_OK\"");
    }

    @Test
    void messagesGoInAndComeOut() {
        String id = sandbox.emitRandom(EventType.VOICEMAIL_EVENT)
                .getVoicemailEvent()
                .getVoicemailId();

        GetVoicemailResponse answer = template.requestBody(
                uri("wgtwo.voicemail.v0.VoicemailMediaService/GetVoicemail"),
                GetVoicemailRequest.newBuilder().setVoicemailId(id).build(),
                GetVoicemailResponse.class);

        assertThat(answer.getWav().toByteArray()).startsWith('R', 'I', 'F', 'F');
    }

    @Test
    void aHeaderChoosesTheMethod() {
        String answer = template.requestBodyAndHeader(
                "wgtwo:call?plaintext=true&target=" + sandbox.target(),
                "{}",
                WgtwoConstants.METHOD,
                "wgtwo.consents.v0.ConsentService/ListConsentsForProduct",
                String.class);

        assertThat(answer).startsWith("{");
    }

    @Test
    void aFailedCallFailsTheStepWithItsStatus() {
        assertThatThrownBy(() -> template.requestBody(
                        uri("wgtwo.voicemail.v0.VoicemailMediaService/GetVoicemail"),
                        "{\"voicemailId\":\"none\"}",
                        String.class))
                .rootCause()
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        failure -> assertThat(failure.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND));
    }

    @Test
    void whatIsNoRequestIsRefused() {
        assertThatThrownBy(() -> template.requestBody(
                        uri("wgtwo.sms.v1.SmsService/SendTextToSubscriber"), "hello", String.class))
                .rootCause()
                .hasMessage("the text is not the JSON of a wgtwo.sms.v1.SendTextToSubscriberRequest");
    }

    @Test
    void anUnknownMethodIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> template.requestBody(uri("wgtwo.sms.v1.SmsService/Send"), "{}", String.class))
                .hasStackTraceContaining("method 'wgtwo.sms.v1.SmsService/Send' is not one of wgtwo.consents.v0")
                .hasStackTraceContaining("wgtwo.sms.v1.SmsService/SendTextToSubscriber");
    }

    @Test
    void aCallCannotBeConsumedFrom() {
        assertThatThrownBy(
                        () -> context.getEndpoint("wgtwo:call?target=host:443").createConsumer(exchange -> {}))
                .hasMessageContaining("wgtwo:call cannot be consumed from");
    }
}
