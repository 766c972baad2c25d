package com.wgtwo.camel.stream;

import com.google.protobuf.MessageLite;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The identity of an event: the first 128 bits of the SHA-256 of its content without its delivery metadata.
 *
 * <p>The platform gives events no identifier of their own: the sequence of v0 counts within a subscription and v1 has
 * none, so the content is all that two deliveries of one event are sure to share. At 128 bits, two different events
 * among a billion meet with a probability below 10<sup>-20</sup>.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record EventId(long high, long low) {

    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(() -> {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    });

    /**
     * The identity of a content.
     *
     * @param content the event, its delivery metadata (sequence, inbox, redelivered mark, ack handle) cleared
     */
    public static EventId of(MessageLite content) {
        return of(content.toByteArray(), 0);
    }

    /**
     * The identity of a content.
     *
     * @param event the event in protobuf encoding, its delivery metadata first
     * @param content where its content begins
     */
    public static EventId of(byte[] event, int content) {
        MessageDigest digest = SHA_256.get();
        digest.update(event, content, event.length - content);
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        return new EventId(hash.getLong(), hash.getLong());
    }

    /** 32 hexadecimal digits, the form in which the identity leaves the program. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
