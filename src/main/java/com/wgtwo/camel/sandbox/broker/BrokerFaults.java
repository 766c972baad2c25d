package com.wgtwo.camel.sandbox.broker;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What a broker does wrong on purpose. One object may be shared by several brokers. */
public final class BrokerFaults {
    private final AtomicInteger duplicates = new AtomicInteger();
    private volatile boolean hanging;
    private volatile long delayMillis;

    /** Sends each of the next deliveries twice, the second time marked as redelivered. */
    public void duplicateNext(int deliveries) {
        duplicates.set(deliveries);
    }

    /** Delivers nothing while true, without telling anybody. */
    public void hang(boolean hang) {
        hanging = hang;
    }

    /** Holds every event back for a while after its publication; zero ends it. */
    public void delay(Duration delay) {
        delayMillis = delay.toMillis();
    }

    boolean hanging() {
        return hanging;
    }

    long delayMillis() {
        return delayMillis;
    }

    boolean takeDuplicate() {
        return duplicates.get() > 0 && duplicates.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
