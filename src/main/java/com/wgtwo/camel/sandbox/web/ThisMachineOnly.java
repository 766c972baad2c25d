package com.wgtwo.camel.sandbox.web;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import com.wgtwo.camel.stream.HostHeader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/**
 * Refuses, with 403, requests to a port of this machine that ask for another host ({@link HostHeader}). A port that is open to
 * other machines has names that nobody here knows, and answers all.
 */
public final class ThisMachineOnly extends Filter {
    private final String bindAddress;

    /** @param bindAddress address of the interface that the port is opened on */
    public ThisMachineOnly(String bindAddress) {
        this.bindAddress = bindAddress;
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        InetSocketAddress bound = exchange.getHttpContext().getServer().getAddress();
        if (!bound.getAddress().isLoopbackAddress()
                || HostHeader.isOfThisMachine(exchange.getRequestHeaders().getFirst("Host"), bindAddress)) {
            chain.doFilter(exchange);
            return;
        }
        Exchanges.read(exchange, 0);
        Exchanges.answer(
                exchange,
                403,
                "text/plain; charset=utf-8",
                Map.of(),
                "ask for localhost:" + bound.getPort() + ", not for another host\n");
    }

    @Override
    public String description() {
        return "answers only who asks for this machine";
    }
}
