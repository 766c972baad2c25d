package com.wgtwo.camel.sandbox.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses, with 403, requests to a port of this machine that ask for another host. A page on the web could otherwise read and
 * emit events, by giving its own name the address 127.0.0.1 after it was loaded. A port that is open to other machines has names
 * that nobody here knows, and answers all.
 */
public final class ThisMachineOnly extends Filter {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String bindAddress;

    /** @param bindAddress address of the interface that the port is opened on */
    public ThisMachineOnly(String bindAddress) {
        this.bindAddress = bindAddress;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        if (!isLoopback() || isThisMachine(exchange.getRequestHeaders().getFirst("Host"))) {
            chain.doFilter(exchange);
            return;
        }
        Exchanges.read(exchange, 0);
        Exchanges.answer(
                exchange,
                403,
                "text/plain; charset=utf-8",
                Map.of(),
                "ask for localhost:" + exchange.getLocalAddress().getPort() + ", not for another host\n");
    }

    private boolean isLoopback() {
        return new InetSocketAddress(bindAddress, 0).getAddress().isLoopbackAddress();
    }

    private boolean isThisMachine(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || name.equals(bindAddress.toLowerCase(Locale.ROOT));
    }

    @Override
    public String description() {
        return "answers only who asks for this machine";
    }
}
