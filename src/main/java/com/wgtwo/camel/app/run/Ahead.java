package com.wgtwo.camel.app.run;

import com.wgtwo.api.v0.events.EventsProto.Event;
import com.wgtwo.api.v0.events.EventsProto.SmsEvent;
import com.wgtwo.api.v0.events.EventsProto.SubscribeEventsResponse;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.stream.json.EventJson;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does beside the start what Java does once and the first event would wait for: it looks for who knows HMAC, takes the events'
 * descriptions apart, and reads Java's certificates where TLS is used. That is 0.07 s of one processor without certificates, and
 * 0.15 s with them (measured, with the archive of classes).
 */
final class Ahead {
    private static final Logger LOG = LoggerFactory.getLogger(Ahead.class);

    private static final List<String> WEBHOOKS =
            List.of("sms.webhook.url", "events.webhook.url", "cleanup.webhook.url");

    private Ahead() {}

    /** Begins, on a thread that ends by itself. */
    static void begin(Settings settings) {
        Thread thread = new Thread(() -> run(settings), "ahead");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run(Settings settings) {
        try {
            if (needsCertificates(settings)) {
                // Java keeps the certificates as long as a context has them, and this one for ever.
                SSLContext.getDefault();
                PublicSuffixMatcherLoader.getDefault();
            }
            Mac.getInstance("HmacSHA256");
            EventJson.print(SubscribeEventsResponse.newBuilder()
                    .setEvent(Event.newBuilder().setSmsEvent(SmsEvent.getDefaultInstance()))
                    .build());
        } catch (GeneralSecurityException | RuntimeException e) {
            LOG.debug("What needs it will find out, and say so", e);
        }
    }

    static boolean needsCertificates(Settings settings) {
        boolean overTls = !settings.isWithoutPlatform()
                && !Boolean.parseBoolean(settings.get("wgtwo.plaintext").strip());
        return overTls
                || !settings.get("sms.answer.url").isBlank()
                || WEBHOOKS.stream().anyMatch(name -> settings.get(name).startsWith("https:"));
    }
}
