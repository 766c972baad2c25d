package com.wgtwo.camel.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Puts TLS in front of a plain SMTP server: from the first byte, or after STARTTLS, or offers none at all. */
final class TlsFront implements AutoCloseable {

    enum Mode {
        IMPLICIT,
        STARTTLS,
        PLAIN
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger encrypted = new AtomicInteger();
    private final SSLContext context;
    private final Mode mode;
    private final int plainPort;

    TlsFront(SSLContext context, Mode mode, int plainPort) throws IOException {
        this.context = context;
        this.mode = mode;
        this.plainPort = plainPort;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections were encrypted. */
    int encrypted() {
        return encrypted.get();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), plainPort)) {
            switch (mode) {
                case IMPLICIT -> pipe(upgrade(client), plain);
                case STARTTLS -> {
                    greet(client);
                    // The client has had a greeting already.
                    line(plain);
                    pipe(upgrade(client), plain);
                }
                case PLAIN -> pipe(client, plain);
            }
        } catch (IOException e) {
            // The client went away, as it may at any time.
            return;
        }
    }

    private static void greet(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
        out.write("220 front ready\r\n".getBytes(StandardCharsets.US_ASCII));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("STARTTLS")) {
                out.write("220 go ahead\r\n".getBytes(StandardCharsets.US_ASCII));
                return;
            }
            out.write("250-front\r\n250 STARTTLS\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static void line(Socket socket) throws IOException {
        while (socket.getInputStream().read() != '\n') {
            continue;
        }
    }

    private SSLSocket upgrade(Socket client) throws IOException {
        SSLSocket tls = (SSLSocket) context.getSocketFactory().createSocket(client, null, client.getPort(), true);
        tls.setUseClientMode(false);
        tls.startHandshake();
        encrypted.incrementAndGet();
        return tls;
    }

    private void pipe(Socket client, Socket plain) throws IOException {
        threads.execute(() -> {
            try {
                client.getInputStream().transferTo(plain.getOutputStream());
                plain.shutdownOutput();
            } catch (IOException e) {
                // Either side went away; the other direction ends with it.
                return;
            }
        });
        plain.getInputStream().transferTo(client.getOutputStream());
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
