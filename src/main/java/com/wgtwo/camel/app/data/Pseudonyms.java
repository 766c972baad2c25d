package com.wgtwo.camel.app.data;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns a phone number into a name that cannot be turned back without the key: HMAC-SHA256 of the number in
 * international form ({@code +} and digits), in hexadecimal. A plain hash would not do, because all phone numbers can
 * be tried within minutes.
 */
public final class Pseudonyms {
    private static final String ALGORITHM = "HmacSHA256";

    private final ThreadLocal<Mac> mac;

    /** @param key 256 bits, shared by all instances on one database */
    public Pseudonyms(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key.clone(), ALGORITHM);
        this.mac = ThreadLocal.withInitial(() -> ready(secret));
    }

    /** The pseudonym of a number, in whatever way the number is written: 64 hexadecimal digits. */
    public String of(String number) {
        return ofText(normalise(number));
    }

    /** The pseudonym of any other name, such as that of a subscription, as it is written: 64 hexadecimal digits. */
    public String ofText(String name) {
        return HexFormat.of().formatHex(mac.get().doFinal(name.getBytes(StandardCharsets.UTF_8)));
    }

    private static String normalise(String number) {
        StringBuilder digits = new StringBuilder("+");
        number.chars().filter(c -> c >= '0' && c <= '9').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    private static Mac ready(SecretKeySpec key) {
        try {
            Mac answer = Mac.getInstance(ALGORITHM);
            answer.init(key);
            return answer;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
