package com.wgtwo.camel.app.webhook;

import com.wgtwo.camel.app.event.EventView;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Sets the headers of the Standard Webhooks specification: {@code webhook-id} (the event id, the same for every try),
 * {@code webhook-timestamp} (seconds, of this try) and, when there is a secret, {@code webhook-signature}
 * ({@code v1,} and the Base64 HMAC-SHA256 of {@code id.timestamp.body}).
 *
 * <p>The exchange variable {@value #TARGET_VARIABLE} says whose secret to use.
 */
public final class WebhookSignature implements Processor {
    /** Exchange variable with the name of the webhook: {@code sms}, {@code events} or {@code cleanup}. */
    public static final String TARGET_VARIABLE = "webhook";

    private static final String ALGORITHM = "HmacSHA256";
    private static final String BASE64_PREFIX = "whsec_";

    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final Clock clock;

    /**
     * @param secrets secret by name of the webhook, empty for none; {@code whsec_} and Base64, or the secret itself as
     *     text
     */
    public WebhookSignature(Map<String, String> secrets, Clock clock) {
        this.clock = clock;
        secrets.forEach((target, secret) -> {
            if (!secret.isEmpty()) {
                keys.put(target, new SecretKeySpec(bytes(secret), ALGORITHM));
            }
        });
    }

    @Override
    public void process(Exchange exchange) throws GeneralSecurityException {
        String id = new EventView(exchange).id();
        String timestamp = String.valueOf(clock.instant().getEpochSecond());
        exchange.getMessage().setHeader("webhook-id", id);
        exchange.getMessage().setHeader("webhook-timestamp", timestamp);
        SecretKeySpec key = keys.get(exchange.getVariable(TARGET_VARIABLE, "", String.class));
        if (key == null) {
            exchange.getMessage().removeHeader("webhook-signature");
            return;
        }
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(key);
        mac.update((id + '.' + timestamp + '.').getBytes(StandardCharsets.UTF_8));
        byte[] signature = mac.doFinal(exchange.getMessage().getBody(byte[].class));
        exchange.getMessage()
                .setHeader("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature));
    }

    private static byte[] bytes(String secret) {
        return secret.startsWith(BASE64_PREFIX)
                ? Base64.getDecoder().decode(secret.substring(BASE64_PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }
}
