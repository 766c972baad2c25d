package com.example.sms;

import com.fasterxml.jackson.databind.JsonNode;
import com.wgtwo.api.v0.events.EventsProto.EventType;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.component.AckProcessor;
import com.wgtwo.camel.component.WgtwoConstants;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;

/** What is done with events. An event whose work fails never reaches the last step, and the platform sends it again. */
final class SmsRoutes extends RouteBuilder {

    @Override
    public void configure() {
        String types = Stream.of(EventType.SMS_EVENT, EventType.CONSENT_REVOKE_EVENT)
                .map(EventType::name)
                .collect(Collectors.joining(","));

        from("wgtwo:events?eventTypes=" + types + "&queueName=sms-plain&durableName=sms-plain")
                .routeId("sms")
                .choice()
                .when(header(WgtwoConstants.EVENT_TYPE).isEqualTo(EventType.SMS_EVENT.name()))
                .process(SmsRoutes::received)
                .otherwise()
                .process(SmsRoutes::forget)
                .end()
                .process(AckProcessor.BEAN)
                .process(SmsRoutes::acknowledged);

        from("timer:health?period=10000&delay=10000").routeId("health").process(SmsRoutes::health);
    }

    private static void received(Exchange exchange) {
        Message message = exchange.getMessage();
        // The same for every delivery of the event: what was done already can be known by it.
        String id = message.getHeader(WgtwoConstants.EVENT_ID, String.class);
        Instant time = message.getHeader(WgtwoConstants.TIMESTAMP, Instant.class);
        // The body is the platform's own message, with its types…
        SmsEvent sms = message.getBody(SubscribeEventsResponse.class).getEvent().getSmsEvent();
        // …and JSON, as text, bytes or a tree, wherever that is asked for.
        JsonNode json = message.getBody(JsonNode.class);
        // Numbers and texts are personal data and do not belong into a log.
        System.out.printf(
                "SMS %s at %s, %s, %d characters; its JSON has %s%n",
                id, time, sms.getDirection(), sms.getText().length(), json.path("event").fieldNames().next());
    }

    private static void acknowledged(Exchange exchange) {
        System.out.printf(
                "acknowledged %s%n", exchange.getMessage().getHeader(WgtwoConstants.EVENT_ID, String.class));
    }

    private static void forget(Exchange exchange) {
        String number = exchange.getMessage().getHeader(WgtwoConstants.SUBSCRIBER, String.class);
        System.out.printf("Consent revoked: here is the place to erase what is kept of %d digits%n", number.length() - 1);
    }

    private static void health(Exchange exchange) {
        for (HealthCheck.Result result : HealthCheckHelper.invokeReadiness(exchange.getContext())) {
            System.out.printf(
                    "health of %s: %s %s%n",
                    result.getCheck().getId(),
                    result.getState(),
                    result.getMessage().orElse(""));
        }
    }
}
