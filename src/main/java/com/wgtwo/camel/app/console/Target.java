package com.wgtwo.camel.app.console;

import com.wgtwo.camel.app.event.Masked;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Where an exchange was sent, shortened to what may be shown: no path or query of the web, no long numbers. */
public final class Target {
    private static final int LONGEST = 80;
    private static final Set<String> OWN =
            Set.of("direct", "kamelet", "seda", "log", "bean", "mock", "language", "sql");
    private static final Set<String> WEB = Set.of("http", "https", "smtp", "smtps");
    private static final Pattern LONG_NUMBER = Pattern.compile("\\d{5,}");

    private Target() {}

    /** True for what lies outside this program. */
    static boolean isOutside(String uri) {
        return !OWN.contains(scheme(uri));
    }

    /** An endpoint's address as people may see it. */
    public static String shown(String uri) {
        String scheme = scheme(uri);
        String rest = uri.substring(Math.min(uri.length(), scheme.length() + 1)).split("[?#]", 2)[0];
        if (WEB.contains(scheme)) {
            String authority = rest.replaceFirst("^/+", "").split("/", 2)[0];
            // An address can begin with a user and a password.
            return scheme + "://" + authority.substring(authority.lastIndexOf('@') + 1);
        }
        String shown = LONG_NUMBER
                .matcher(scheme + ":" + rest.replaceFirst("^//", "").replaceFirst("^[^/@]*@", ""))
                .replaceAll(Target::masked);
        return shown.length() > LONGEST ? shown.substring(0, LONGEST) + "…" : shown;
    }

    private static String masked(MatchResult number) {
        return Masked.number(number.group());
    }

    private static String scheme(String uri) {
        return uri.split(":", 2)[0];
    }
}
