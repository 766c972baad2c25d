package com.wgtwo.camel.sandbox.generate;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A fictional subscriber.
 *
 * @param number phone number in E.164 form with "+"
 * @param tenant operator it belongs to
 */
public record Subscriber(String number, String tenant) {

    /** Twenty subscribers, +4799990000 to +4799990019, every fifth of which belongs to a second tenant. */
    public static List<Subscriber> fictional() {
        return IntStream.range(0, 20)
                .mapToObj(i -> new Subscriber(String.format("+47999900%02d", i), i % 5 == 4 ? "northtel" : "wotel"))
                .toList();
    }

    /** Identity of the subscription, always the same for the same number and tenant. */
    public String id() {
        return UUID.nameUUIDFromBytes((tenant + number).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** Name of the subscription as the v1 streams give it. */
    public String wg2rn() {
        return tenant + ":eu-west-1:" + id();
    }

    /** IMSI of its SIM: Norway, a fictional network, and the end of the number. */
    public String imsi() {
        return "24299000" + number.substring(number.length() - 7);
    }
}
