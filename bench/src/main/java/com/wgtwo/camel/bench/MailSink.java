package com.wgtwo.camel.bench;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLServerSocketFactory;

/** A mail server in a process of its own that takes everything and keeps nothing; with TLS when a key store is given. */
public final class MailSink {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private MailSink() {}

    /** @param args {@code tls} for TLS with the key store of javax.net.ssl.keyStore, nothing for none */
    public static void main(String... args) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        ServerSocket server = args.length > 0
                ? SSLServerSocketFactory.getDefault().createServerSocket(0, 50, loopback)
                : new ServerSocket(0, 50, loopback);
        System.out.println("port " + server.getLocalPort());
        new MailSink().serve(server);
    }

    private void serve(ServerSocket server) throws IOException {
        while (true) {
            Socket client = server.accept();
            client.setTcpNoDelay(true);
            threads.execute(() -> talk(client));
        }
    }

    private static void talk(Socket client) {
        try (client) {
            InputStream bytes = new BufferedInputStream(client.getInputStream());
            BufferedReader in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1));
            OutputStream out = client.getOutputStream();
            say(out, "220 ready");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.equals("DATA")) {
                    say(out, "354 go on");
                    while (!".".equals(line) && line != null) {
                        line = in.readLine();
                    }
                    say(out, "250 taken");
                } else if (line.equals("QUIT")) {
                    say(out, "221 bye");
                    return;
                } else {
                    say(out, "250 fine");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }
}
