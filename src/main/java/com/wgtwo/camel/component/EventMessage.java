package com.wgtwo.camel.component;

import com.google.protobuf.Message;
import com.wgtwo.camel.stream.EventFacts;
import com.wgtwo.camel.stream.PlatformStream;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * An event as exchanges carry it: the platform's response as body, and what was read from it as headers.
 *
 * @param message the response as it came
 * @param facts what was read from it
 * @param stream name of the stream it came over
 * @param region name of the region it came from; empty when there is only one
 */
public record EventMessage(Message message, EventFacts facts, String stream, String region) {

    /**
     * Reads an event that was kept.
     *
     * @param stream the stream it came over
     * @param region name of the region it came from; empty when there is only one
     * @param event the response in protobuf encoding
     */
    public static EventMessage of(PlatformStream<?, ?, ?, ?> stream, String region, byte[] event) {
        return read(stream, region, event);
    }

    /**
     * The event as it came from the platform, whatever became of the body since.
     *
     * @return null for an exchange that was not {@linkplain #fill filled} with one
     */
    public static @Nullable Message kept(Exchange exchange) {
        return exchange.getProperty(WgtwoConstants.MESSAGE_PROPERTY, Message.class);
    }

    private static <E extends Message> EventMessage read(
            PlatformStream<?, E, ?, ?> stream, String region, byte[] event) {
        E response = stream.streamMethod().parseResponse(new ByteArrayInputStream(event));
        return new EventMessage(response, stream.read(response), stream.name(), region);
    }

    /**
     * Sets body and headers, and the property that keeps the event while the body changes.
     *
     * @param exchange a new one
     * @param deliveryCount how often the event was started, 1 for the first time
     * @param ackDeadline until when an ack is in time
     */
    public void fill(Exchange exchange, int deliveryCount, Instant ackDeadline) {
        exchange.getMessage().setBody(message);
        exchange.setProperty(WgtwoConstants.MESSAGE_PROPERTY, message);
        set(exchange, WgtwoConstants.STREAM, stream);
        set(
                exchange,
                WgtwoConstants.INTERFACE,
                message.getDescriptorForType().getFile().getPackage());
        set(exchange, WgtwoConstants.EVENT_TYPE, facts.type());
        set(exchange, WgtwoConstants.EVENT_ID, facts.id().toString());
        set(exchange, WgtwoConstants.UNDERSTOOD, facts.understood());
        set(exchange, WgtwoConstants.REDELIVERED, facts.redelivered());
        set(exchange, WgtwoConstants.DELIVERY_COUNT, deliveryCount);
        set(exchange, WgtwoConstants.ACK_DEADLINE, ackDeadline);
        set(exchange, WgtwoConstants.SUBSCRIBER, facts.subscriber());
        set(exchange, WgtwoConstants.REGION, region.isEmpty() ? null : region);
        set(exchange, WgtwoConstants.SUBSCRIPTION, facts.subscription());
        set(exchange, WgtwoConstants.TENANT, facts.tenant());
        set(exchange, WgtwoConstants.TIMESTAMP, facts.timestamp());
    }

    private static void set(Exchange exchange, String header, @Nullable Object value) {
        if (value != null) {
            exchange.getMessage().setHeader(header, value);
        }
    }
}
