package com.wgtwo.camel.app.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;

/**
 * Puts a POST together as HTTP/1.1 has it (RFC 9112), on any thread; netty's encoder works on that of the connections only.
 * Header values may hold anything; what is not in Latin-1 is sent as {@code ?}.
 */
final class Request {
    private static final DefaultHttpHeadersFactory CHECKED = DefaultHttpHeadersFactory.headersFactory();

    private final StringBuilder head = new StringBuilder(1024);

    /** @param path with the query, not empty */
    Request(String path, Target target) {
        head.append("POST ").append(path).append(" HTTP/1.1\r\n");
        header("Host", target.authority());
        header("Connection", "keep-alive");
    }

    /**
     * Finds out whether a name may stand in a head.
     *
     * @throws IllegalArgumentException when it has a character that HTTP does not allow there
     */
    static void check(String name) {
        CHECKED.newHeaders().add(name, "");
    }

    /**
     * Adds a header.
     *
     * @param name checked before
     * @param value control characters in it, such as a line end, which would begin another header, become spaces
     */
    Request header(String name, String value) {
        head.append(name).append(": ");
        int from = head.length();
        head.append(value);
        for (int i = from; i < head.length(); i++) {
            char c = head.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7f) {
                head.setCharAt(i, ' ');
            }
        }
        head.append("\r\n");
        return this;
    }

    /** The whole of it, with the length of the body. */
    byte[] with(byte[] body) {
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] start = head.toString().getBytes(ISO_8859_1);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }
}
