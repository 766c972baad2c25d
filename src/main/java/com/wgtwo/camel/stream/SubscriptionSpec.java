package com.wgtwo.camel.stream;

/**
 * One subscription to be kept up.
 *
 * @param label its name in logs, health and metrics, such as {@code events/SMS_EVENT}; unique in its engine
 * @param region the name of the platform's region; empty when there is only one
 * @param stream which stream
 * @param settings what is asked of the platform, and when the stream is renewed
 * @param access the way to the platform, for the stream and its acks
 */
public record SubscriptionSpec(
        String label,
        String region,
        PlatformStream<?, ?, ?, ?> stream,
        SubscriptionSettings settings,
        PlatformAccess access) {}
