package com.wgtwo.camel.component;

import org.apache.camel.spi.Metadata;

/** Headers and properties of the exchanges that carry events. All start with Camel, so that none leaves by HTTP. */
public final class WgtwoConstants {

    @Metadata(
            label = "consumer",
            description = "The event's type as the platform names it, such as SMS_EVENT; UNKNOWN for a type that this"
                    + " version does not know.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelWgtwoEventType";

    @Metadata(
            label = "consumer",
            description = "The event's identity, 32 hexadecimal digits of the SHA-256 of its content without delivery"
                    + " metadata: the same for every delivery of the event, so that receivers can drop repetitions.",
            javaType = "String")
    public static final String EVENT_ID = "CamelWgtwoEventId";

    @Metadata(
            label = "consumer",
            description = "The number of the subscriber the event belongs to, E.164 with a plus. Absent when the event"
                    + " names none. Personal data.",
            javaType = "String")
    public static final String SUBSCRIBER = "CamelWgtwoSubscriber";

    @Metadata(
            label = "consumer",
            description = "When the event happened. Absent when the event does not say.",
            javaType = "java.time.Instant")
    public static final String TIMESTAMP = "CamelWgtwoTimestamp";

    @Metadata(
            label = "consumer",
            description = "Whether the platform says that it delivered the event before. False does not mean never.",
            javaType = "Boolean")
    public static final String REDELIVERED = "CamelWgtwoRedelivered";

    @Metadata(
            label = "consumer",
            description = "How often this event was started in this process, 1 for the first time.",
            javaType = "Integer")
    public static final String DELIVERY_COUNT = "CamelWgtwoDeliveryCount";

    @Metadata(
            label = "consumer",
            description = "The operator the subscriber belongs to. Absent when the event names none.",
            javaType = "String")
    public static final String TENANT = "CamelWgtwoTenant";

    @Metadata(
            label = "consumer",
            description =
                    "The platform's own name of the subscriber's subscription, opaque and the same in all streams."
                            + " Absent when the event names none.",
            javaType = "String")
    public static final String SUBSCRIPTION = "CamelWgtwoSubscription";

    @Metadata(
            label = "consumer",
            description = "The package of the platform's interface that defines the event, such as wgtwo.events.v0 or"
                    + " wgtwo.subscription.v1.",
            javaType = "String")
    public static final String INTERFACE = "CamelWgtwoInterface";

    @Metadata(label = "consumer", description = "The name of the stream, such as events.", javaType = "String")
    public static final String STREAM = "CamelWgtwoStream";

    @Metadata(
            label = "consumer",
            description = "The name of the region the event came from. Absent when no regions are configured.",
            javaType = "String")
    public static final String REGION = "CamelWgtwoRegion";

    @Metadata(
            label = "consumer",
            description =
                    "True for an event that was kept after a failure and runs again because somebody asked for it;"
                            + " there is nothing to acknowledge. Otherwise absent.",
            javaType = "Boolean")
    public static final String REPLAYED = "CamelWgtwoReplayed";

    @Metadata(
            label = "consumer",
            description = "True for an event that comes out of a buffer, such as a Kafka topic, into which it was put"
                    + " before it was acknowledged; there is nothing to acknowledge. Otherwise absent.",
            javaType = "Boolean")
    public static final String ACKNOWLEDGED = "CamelWgtwoAcknowledged";

    @Metadata(
            label = "producer",
            description = "The method wgtwo:call calls, such as wgtwo.sms.v1.SmsService/SendTextToSubscriber; wins over"
                    + " the option method.",
            javaType = "String")
    public static final String METHOD = "CamelWgtwoMethod";

    @Metadata(
            label = "consumer",
            description =
                    "Whether the event's type is known to this version. The body holds all of the event either way.",
            javaType = "Boolean")
    public static final String UNDERSTOOD = "CamelWgtwoUnderstood";

    @Metadata(
            label = "consumer",
            description = "Until when an ack is in time; the platform delivers the event again after it.",
            javaType = "java.time.Instant")
    public static final String ACK_DEADLINE = "CamelWgtwoAckDeadline";

    /** Exchange property that holds the {@link com.wgtwo.camel.stream.StreamEvent} the ack step acknowledges. */
    public static final String EVENT_PROPERTY = "CamelWgtwoEvent";

    /** Exchange property that holds the event as it came, a protobuf message, whatever becomes of the body. */
    public static final String MESSAGE_PROPERTY = "CamelWgtwoMessage";

    private WgtwoConstants() {}
}
