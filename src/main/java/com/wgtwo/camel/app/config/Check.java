package com.wgtwo.camel.app.config;

import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.camel.util.TimeUtils;
import org.jspecify.annotations.Nullable;

/** Judges the text a user gave for a setting. */
@FunctionalInterface
interface Check {
    Pattern HOST_AND_PORT = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[^\\s:/\\[\\]]+):(\\d{1,5})");

    /** What would be right ("must be ..."), or null when the value is right. */
    @Nullable
    String complaint(String value);

    static Check any() {
        return value -> null;
    }

    /** Accepts an empty value, and otherwise what {@code check} accepts. */
    static Check optional(Check check) {
        return value -> value.isEmpty() ? null : check.complaint(value);
    }

    static Check matching(Pattern pattern, String rule) {
        return value -> pattern.matcher(value).matches() ? null : rule;
    }

    static Check oneOf(String... choices) {
        List<String> known = List.of(choices);
        return value -> known.contains(value) ? null : "must be " + alternatives(known);
    }

    static Check wholeNumber(long least, long most) {
        return value -> {
            try {
                long number = Long.parseLong(value);
                return number >= least && number <= most ? null : "must be from " + least + " to " + most;
            } catch (NumberFormatException e) {
                return "must be a whole number from " + least + " to " + most;
            }
        };
    }

    static Check number(double least, double most) {
        return value -> {
            try {
                double number = Double.parseDouble(value);
                return number >= least && number <= most ? null : "must be from " + least + " to " + most;
            } catch (NumberFormatException e) {
                return "must be a number from " + least + " to " + most;
            }
        };
    }

    /** A duration in Camel's notation: {@code 30s}, {@code 1m30s}, {@code 500ms}, or a number of milliseconds. */
    static Check duration(String least, String most) {
        long from = TimeUtils.toMilliSeconds(least);
        long to = TimeUtils.toMilliSeconds(most);
        Pattern notation = Pattern.compile("\\d+|(\\d+[dhms])+|\\d+ms");
        return value -> {
            if (!notation.matcher(value).matches()) {
                return "must be a duration such as 30s or 2m, from " + least + " to " + most;
            }
            try {
                long millis = TimeUtils.toMilliSeconds(value);
                return millis >= from && millis <= to ? null : "must be from " + least + " to " + most;
            } catch (IllegalArgumentException | ArithmeticException e) {
                // More digits than a number has.
                return "must be from " + least + " to " + most;
            }
        };
    }

    static Check hostAndPort() {
        return value -> {
            var match = HOST_AND_PORT.matcher(value);
            boolean right = match.matches()
                    && Integer.parseInt(match.group(2)) >= 1
                    && Integer.parseInt(match.group(2)) <= 65535;
            return right ? null : "must be host:port, for example localhost:8443";
        };
    }

    /** Where to listen: {@code host:port}, with port 0 for a free one, or {@code off}. */
    static Check listenAddress() {
        return value -> {
            var match = HOST_AND_PORT.matcher(value);
            boolean right = value.equals("off") || (match.matches() && Integer.parseInt(match.group(2)) <= 65535);
            return right ? null : "must be host:port, such as 127.0.0.1:9876 (port 0: a free one), or off";
        };
    }

    static Check webAddress() {
        return value -> {
            String rule = "must be a complete address such as https://example.com/hook";
            try {
                URI address = new URI(value);
                String scheme = String.valueOf(address.getScheme());
                if (!scheme.equals(scheme.toLowerCase(Locale.ROOT))) {
                    return "must begin with http:// or https:// in small letters";
                }
                boolean right = (scheme.equals("http") || scheme.equals("https"))
                        && address.getHost() != null
                        && address.getPort() != 0
                        && address.getPort() <= 65535
                        && address.getUserInfo() == null;
                return right ? null : rule + (address.getUserInfo() == null ? "" : ", without user and password");
            } catch (URISyntaxException e) {
                return rule;
            }
        };
    }

    /**
     * For a value that the shipped routes compare with nothing, between apostrophes.
     *
     * @param instead what to do about one in it
     */
    static Check inRoutes(Check check, String instead) {
        return value -> {
            String complaint = check.complaint(value);
            return complaint != null || value.indexOf('\'') < 0
                    ? complaint
                    : "must not have an apostrophe in it, which would end the text in the conditions of routes; "
                            + instead;
        };
    }

    static Check readableFile() {
        return value -> {
            File file = new File(value);
            if (!file.isFile()) {
                return "must be a file; there is none at " + file.getAbsolutePath();
            }
            return file.canRead() ? null : "must be a file this program may read";
        };
    }

    /** Accepts a comma separated list of which {@code item} accepts every part; blanks around parts do not count. */
    static Check listOf(Check item) {
        return value -> Arrays.stream(value.split(",", -1))
                .map(String::strip)
                .map(item::complaint)
                .filter(complaint -> complaint != null)
                .findFirst()
                .orElse(null);
    }

    /** Any text, but what starts with {@code whsec_} must go on with Base64, as Standard Webhooks writes secrets. */
    static Check webhookSecret() {
        return value -> {
            if (!value.startsWith("whsec_")) {
                return null;
            }
            try {
                return Base64.getDecoder().decode(value.substring("whsec_".length())).length == 0
                        ? "must have Base64 after whsec_"
                        : null;
            } catch (IllegalArgumentException e) {
                return "must have Base64 after whsec_";
            }
        };
    }

    /** Exactly so many bytes in Base64. */
    static Check base64(int bytes) {
        String rule = "must be " + bytes + " bytes in Base64, as \"openssl rand -base64 " + bytes + "\" makes them";
        return value -> {
            try {
                return Base64.getDecoder().decode(value).length == bytes ? null : rule;
            } catch (IllegalArgumentException e) {
                return rule;
            }
        };
    }

    private static String alternatives(List<String> choices) {
        int last = choices.size() - 1;
        return String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
    }
}
