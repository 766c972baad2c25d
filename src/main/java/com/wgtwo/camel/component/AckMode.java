package com.wgtwo.camel.component;

/** Who acknowledges. */
public enum AckMode {
    /** A step of the route, {@code process: {ref: ack}}. */
    manual,
    /** The component, when the exchange ended without failure, wherever it ended. */
    auto
}
