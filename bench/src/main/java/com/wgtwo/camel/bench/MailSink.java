package com.wgtwo.camel.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
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
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocketFactory;

/**
 * A mail server in a process of its own that takes everything and keeps nothing; with TLS when a key store is given. It
 * offers PIPELINING and CHUNKING, and may seem to be far away: each answer is under way for a round trip, however many others
 * are. The round trips that opening a TCP connection and agreeing on TLS take are left out.
 */
public final class MailSink {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService underWay = Executors.newSingleThreadScheduledExecutor();
    private final int roundTripMs;

    private MailSink(int roundTripMs) {
        this.roundTripMs = roundTripMs;
    }

    /** @param args the round trip in milliseconds, and {@code tls} for TLS with the key store of javax.net.ssl.keyStore */
    public static void main(String... args) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        ServerSocket server = args.length > 1
                ? SSLServerSocketFactory.getDefault().createServerSocket(0, 50, loopback)
                : new ServerSocket(0, 50, loopback);
        System.out.println("port " + server.getLocalPort());
        new MailSink(Integer.parseInt(args[0])).serve(server);
    }

    private void serve(ServerSocket server) throws IOException {
        while (true) {
            Socket client = server.accept();
            client.setTcpNoDelay(true);
            threads.execute(() -> talk(client));
        }
    }

    private void talk(Socket client) {
        try (client) {
            InputStream bytes = new BufferedInputStream(client.getInputStream());
            BufferedReader in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.ISO_8859_1));
            OutputStream out = new BufferedOutputStream(client.getOutputStream());
            say(out, "220 ready");
            for (String line = next(in, out); line != null; line = next(in, out)) {
                if (line.startsWith("EHLO")) {
                    say(out, "250-here\r\n250-CHUNKING\r\n250 PIPELINING");
                } else if (line.equals("DATA")) {
                    say(out, "354 go on");
                    out.flush();
                    while (!".".equals(line) && line != null) {
                        line = in.readLine();
                    }
                    say(out, "250 taken");
                } else if (line.startsWith("BDAT")) {
                    in.skip(Long.parseLong(line.split(" ")[1]));
                    say(out, "250 taken");
                } else {
                    say(out, line.equals("QUIT") ? "221 bye" : "250 fine");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers to commands that came together leave together (RFC 2920, 3.2). */
    private static String next(BufferedReader in, OutputStream out) throws IOException {
        if (!in.ready()) {
            out.flush();
        }
        return in.readLine();
    }

    private void say(OutputStream out, String line) throws IOException {
        byte[] answer = (line + "\r\n").getBytes(StandardCharsets.US_ASCII);
        if (roundTripMs == 0) {
            out.write(answer);
        } else {
            underWay.schedule(() -> arrive(out, answer), roundTripMs, TimeUnit.MILLISECONDS);
        }
    }

    private static void arrive(OutputStream out, byte[] answer) {
        try {
            out.write(answer);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
