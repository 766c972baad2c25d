package com.wgtwo.camel.app.forward;

import com.google.protobuf.Timestamp;
import com.wgtwo.camel.app.event.EventView;
import com.wgtwo.camel.component.WgtwoConstants;
import com.wgtwo.camel.forward.v1.Event;
import io.grpc.ClientInterceptor;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;

/**
 * The part of the recipe {@code sms-grpc} that YAML cannot say. Processor: {@code composeDelivery}, makes the body, which has
 * to be the event as JSON, the message of {@code event_receiver.proto}. Interceptor: {@code callDeadline}, which Camel's grpc
 * component finds by itself.
 */
public final class EventForwarding {
    private EventForwarding() {}

    /**
     * Puts the beans into the registry.
     *
     * @param tryTimeout how long a call to a target may take
     */
    public static void bind(Registry registry, Duration tryTimeout) {
        registry.bind("composeDelivery", (Processor) EventForwarding::compose);
        registry.bind("callDeadline", ClientInterceptor.class, new CallDeadline(tryTimeout));
    }

    private static void compose(Exchange exchange) throws InvalidPayloadException {
        EventView view = new EventView(exchange);
        Message message = exchange.getMessage();
        Event.Builder event = Event.newBuilder()
                .setId(view.id())
                .setType("com." + message.getHeader(WgtwoConstants.INTERFACE, "", String.class) + "." + view.type())
                .setSource("wgtwo:" + view.stream())
                .setJson(message.getMandatoryBody(String.class));
        view.subscriber().ifPresent(event::setSubscriber);
        Instant made = message.getHeader(WgtwoConstants.TIMESTAMP, Instant.class);
        if (made != null) {
            event.setTime(
                    Timestamp.newBuilder().setSeconds(made.getEpochSecond()).setNanos(made.getNano()));
        }
        message.setBody(event.build());
    }
}
