package com.wgtwo.camel.app.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server that says what a test wants it to, to one client after another. It offers no TLS. */
public abstract class TestMailServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    protected TestMailServer() throws IOException {}

    /** To be called when all of it is made. */
    protected final void start() {
        Thread thread = new Thread(this::accept, getClass().getSimpleName());
        thread.setDaemon(true);
        thread.start();
    }

    /** One client, from its first command on; the connection ends with it. */
    protected abstract void talk(BufferedReader in, OutputStream out) throws IOException;

    public final int port() {
        return socket.getLocalPort();
    }

    public final String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public final void close() throws IOException {
        socket.close();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                OutputStream out = client.getOutputStream();
                say(out, "220 ready");
                talk(new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8)), out);
            } catch (IOException e) {
                // A client that has gone, or the end: the test sees what was said until then.
                continue;
            }
        }
    }

    protected static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
