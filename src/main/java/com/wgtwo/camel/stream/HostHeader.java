package com.wgtwo.camel.stream;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a port of this machine is asked for. A page of the web can give its own name the address 127.0.0.1 after it was loaded,
 * and then reads and writes what answers there; the name in its requests' {@code Host} stays its own.
 */
public final class HostHeader {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private HostHeader() {}

    /**
     * Whether a request asks for this machine.
     *
     * @param asked the header, or what HTTP/2 has in its place, with or without a port; null for none
     * @param own name or address that the port was opened on
     */
    public static boolean isOfThisMachine(@Nullable String asked, String own) {
        if (asked == null) {
            return false;
        }
        String name = asked.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return THIS_MACHINE.contains(name) || name.equalsIgnoreCase(own);
    }
}
