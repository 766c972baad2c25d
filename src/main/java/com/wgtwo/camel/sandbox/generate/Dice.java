package com.wgtwo.camel.sandbox.generate;

import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The randomness of the generator. Not thread safe: those who share one lock on it. */
public final class Dice {
    private final Random random;
    private final List<Subscriber> subscribers;

    /**
     * @param seed the same seed throws the same dice
     * @param subscribers whom events are about, at least one
     */
    public Dice(long seed, List<Subscriber> subscribers) {
        if (subscribers.isEmpty()) {
            throw new IllegalArgumentException("the list of subscribers is empty; at least one is needed");
        }
        this.random = new Random(seed);
        this.subscribers = List.copyOf(subscribers);
    }

    Subscriber subscriber() {
        return pick(subscribers);
    }

    <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    String uuid() {
        byte[] bytes = bytes(16);
        return UUID.nameUUIDFromBytes(bytes).toString();
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
