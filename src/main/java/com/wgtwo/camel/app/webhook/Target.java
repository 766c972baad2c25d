package com.wgtwo.camel.app.webhook;

import java.net.URI;
import org.apache.camel.Exchange;

/**
 * What connections are made to.
 *
 * @param tls whether TLS is spoken there
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 * @param authority host and port as the header Host has them, without a user
 */
record Target(boolean tls, String host, int port, String authority) {
    /**
     * Where an address leads. {@link URI#getHost} has no host with an underscore, which names of containers often have.
     *
     * @throws IllegalArgumentException when it names no host, or a port that there is not
     */
    static Target of(URI address) {
        boolean tls = address.getScheme().equalsIgnoreCase("https");
        String given = address.getRawAuthority() == null ? "" : address.getRawAuthority();
        String authority = given.substring(given.lastIndexOf('@') + 1);
        int colon = authority.lastIndexOf(':');
        boolean withPort = colon > authority.lastIndexOf(']');
        String host = withPort ? authority.substring(0, colon) : authority;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the header " + Exchange.HTTP_URI
                    + " has to name a host after http:// or https://, but names none");
        }
        return new Target(tls, host, withPort ? port(authority.substring(colon + 1), tls) : standard(tls), authority);
    }

    private static int standard(boolean tls) {
        return tls ? 443 : 80;
    }

    private static int port(String digits, boolean tls) {
        if (digits.isEmpty()) {
            return standard(tls);
        }
        if (digits.length() < 6 && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            int port = Integer.parseInt(digits);
            if (port > 0 && port < 65536) {
                return port;
            }
        }
        throw new IllegalArgumentException(
                "the port in the header " + Exchange.HTTP_URI + " has to be 1 to 65535, but is otherwise");
    }
}
