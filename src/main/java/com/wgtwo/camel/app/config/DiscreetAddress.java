package com.wgtwo.camel.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses as they may be shown, above all those that are wrong: users, passwords, paths and options can be secrets, and
 * a person who has mistyped an address has not put them where they belong.
 */
public final class DiscreetAddress {
    private static final String CUT = "…";

    private static final Pattern HOSTS = Pattern.compile("[^/@:]*(:\\d*)?(,[^/@:]*(:\\d*)?)*");
    private static final Pattern SCHEME = Pattern.compile("(jdbc:)?[A-Za-z][A-Za-z0-9+.-]*:");

    private DiscreetAddress() {}

    /** Scheme, host and port of an address of the web, or of anything that was given for one. */
    static String web(String value) {
        try {
            URI address = new URI(value);
            if (address.getScheme() != null && address.getHost() != null) {
                String port = address.getPort() < 0 ? "" : ":" + address.getPort();
                return address.getScheme() + "://" + address.getHost() + port;
            }
        } catch (URISyntaxException e) {
            // What cannot be parsed is cut before whatever may be secret.
        }
        String beginning = value.split("[/?#]", 2)[0];
        return value.contains("@") && !value.startsWith(beginning + "//")
                ? CUT
                : beginning.split("@", 2)[0];
    }

    /** A JDBC address without its options, and no more than its scheme when it may name a user. */
    public static String database(String url) {
        String address = url.split("[;?]", 2)[0];
        if (address.startsWith("jdbc:h2:")) {
            return address;
        }
        int hosts = address.indexOf("//");
        String authority = hosts < 0 ? "" : address.substring(hosts + 2).split("/", 2)[0];
        if (!address.contains("@") && HOSTS.matcher(authority).matches()) {
            return address;
        }
        Matcher scheme = SCHEME.matcher(url);
        return (scheme.lookingAt() ? scheme.group() : "") + CUT;
    }
}
