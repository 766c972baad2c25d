package com.wgtwo.camel.app.webhook;

import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a web service says it keeps a connection that is not used: {@code Keep-Alive: timeout=5}, in seconds. */
final class KeepAlive {
    private static final Pattern TIMEOUT = Pattern.compile("(?i)(?:^|[\\s,;])timeout\\s*=\\s*\"?(\\d{1,9})");

    /** A post may be on its way when the time is over. */
    private static final Duration WAY = Duration.ofSeconds(1);

    private KeepAlive() {}

    /** A second less than what it says, and no more than {@link Connections#KEPT}, which is the default. */
    static Duration of(HttpHeaders answer) {
        String value = answer.get("Keep-Alive");
        Duration said = value == null ? null : seconds(value);
        if (said == null) {
            return Connections.KEPT;
        }
        Duration kept = said.minus(WAY);
        return kept.compareTo(Connections.KEPT) < 0 ? kept : Connections.KEPT;
    }

    private static @Nullable Duration seconds(String value) {
        Matcher timeout = TIMEOUT.matcher(value);
        return timeout.find() ? Duration.ofSeconds(Long.parseLong(timeout.group(1))) : null;
    }
}
