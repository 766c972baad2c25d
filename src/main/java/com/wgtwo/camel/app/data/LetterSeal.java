package com.wgtwo.camel.app.data;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Renewed;
import com.wgtwo.camel.app.data.KeptLetter.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts the content of dead letters with AES-256-GCM, when there is a key.
 *
 * <p>What is kept is a random nonce of 96 bits, the ciphertext and a tag of 128 bits. The tag covers which letter and which
 * column it belongs to as well, so that content moved to another row does not open. Random nonces are safe for four
 * billion letters of one key (NIST SP 800-38D, section 8.3). Beside it the id of the key is kept, which is made from the
 * key and tells nothing about it; so a key can be exchanged while letters of the former one are still there.
 */
public final class LetterSeal {
    /** Name of the property with the key for new letters. */
    public static final String KEY = "data.encryption-key";

    /** Name of the property with keys that are only read with, comma separated. */
    public static final String OLDER_KEYS = "data.encryption-keys-old";

    private static final String KEYS = KEY + " or " + OLDER_KEYS;
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final int KEY_ID_BYTES = 6;

    private final SecureRandom random = new SecureRandom();
    private final Supplier<Keys> keys;

    private LetterSeal(Supplier<Keys> keys) {
        this.keys = keys;
    }

    /**
     * The seal of a program. Keys that are exchanged while it runs are taken over.
     *
     * @param setting the present value of a property by its name, {@value #KEY} and {@value #OLDER_KEYS}: keys of 256 bits in
     *     Base64; empty for none
     */
    public static LetterSeal of(UnaryOperator<String> setting) {
        return new LetterSeal(new Renewed<>(
                KEYS,
                () -> List.of(setting.apply(KEY), setting.apply(OLDER_KEYS)),
                values -> new Keys(values.get(0), values.get(1))));
    }

    /** Leaves new letters as they are, and opens none that is sealed. */
    public static LetterSeal none() {
        Keys none = new Keys("", "");
        return new LetterSeal(() -> none);
    }

    /** The keys that are given at one moment. */
    private static final class Keys {
        private final Map<String, SecretKey> byId = new HashMap<>();
        private final @Nullable String current;

        Keys(String key, String olderKeys) {
            for (String older : olderKeys.split(",", -1)) {
                add(older.strip());
            }
            this.current = add(key.strip());
        }

        private @Nullable String add(String base64) {
            if (base64.isEmpty()) {
                return null;
            }
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length != KEY_BYTES) {
                throw new UserMistake(
                        "Each key in " + KEYS + " must be 32 bytes in Base64, and one has " + bytes.length + ".");
            }
            SecretKey key = new SecretKeySpec(bytes, "AES");
            String id = id(key);
            byId.put(id, key);
            return id;
        }

        private static String id(SecretKey key) {
            try {
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(key);
                byte[] all = mac.doFinal("id of a key for dead letters".getBytes(StandardCharsets.UTF_8));
                return HexFormat.of().formatHex(all, 0, KEY_ID_BYTES);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HmacSHA256", e);
            }
        }
    }

    /** Ids of all keys that are given. */
    public Set<String> keyIds() {
        return Set.copyOf(keys.get().byId.keySet());
    }

    /** What seals one letter: all of it with the same key, whatever is exchanged meanwhile. */
    Sealing sealing() {
        Keys given = keys.get();
        return new Sealing(given.current, given.current == null ? null : given.byId.get(given.current));
    }

    /** One key, or none. */
    final class Sealing {
        private final @Nullable String keyId;
        private final @Nullable SecretKey key;

        private Sealing(@Nullable String keyId, @Nullable SecretKey key) {
            this.keyId = keyId;
            this.key = key;
        }

        /** Id of the key; null without one. */
        @Nullable
        String keyId() {
            return keyId;
        }

        /** What is to be kept of bytes; the bytes themselves without a key. */
        byte[] seal(byte[] plain, Key letter, String column) {
            if (key == null) {
                return plain;
            }
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            try {
                byte[] sealed =
                        cipher(Cipher.ENCRYPT_MODE, key, nonce, letter, column).doFinal(plain);
                return ByteBuffer.allocate(nonce.length + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has AES with GCM", e);
            }
        }

        /** What is to be kept of a text, again as text. */
        String seal(String plain, Key letter, String column) {
            return key == null
                    ? plain
                    : Base64.getEncoder().encodeToString(seal(plain.getBytes(StandardCharsets.UTF_8), letter, column));
        }
    }

    /**
     * The bytes that were sealed.
     *
     * @param keyId id of the key, null for what was kept as it is
     * @throws UnreadableLetter when the key is not there, or the content is not as it was kept
     */
    byte[] open(byte[] kept, @Nullable String keyId, Key letter, String column) {
        if (keyId == null) {
            return kept;
        }
        SecretKey key = keys.get().byId.get(keyId);
        if (key == null) {
            throw new UnreadableLetter("the letter is encrypted with key " + keyId
                    + ", which is neither in data.encryption-key nor in data.encryption-keys-old");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(kept, NONCE_BYTES), letter, column)
                    .doFinal(kept, NONCE_BYTES, kept.length - NONCE_BYTES);
        } catch (AEADBadTagException | IllegalArgumentException e) {
            throw new UnreadableLetter(
                    "the encrypted content of the letter was changed, cut, or moved from another one");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES with GCM", e);
        }
    }

    /** Like the other one, for a text. */
    String open(String kept, @Nullable String keyId, Key letter, String column) {
        if (keyId == null) {
            return kept;
        }
        try {
            return new String(open(Base64.getDecoder().decode(kept), keyId, letter, column), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UnreadableLetter(
                    "the encrypted content of the letter was changed, cut, or moved from another one");
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, Key letter, String column)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        // A blank occurs neither in an event's id nor in the name of a column.
        cipher.updateAAD((letter.id() + " " + column + " " + letter.route()).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The content of a dead letter cannot be had; the message says why and holds nothing private. */
    public static final class UnreadableLetter extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableLetter(String sentence) {
            super(sentence);
        }
    }
}
