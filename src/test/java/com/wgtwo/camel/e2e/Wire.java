package com.wgtwo.camel.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A stretch of network on the way to a server, which can swallow all that is on it without a word. */
public final class Wire implements AutoCloseable {

    private final ServerSocket entry = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int port;
    private volatile int dead;

    public Wire(int port) throws IOException {
        this.port = port;
        threads.execute(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + entry.getLocalPort();
    }

    /** All connections there are become black holes; new ones are good. */
    public void swallow() {
        dead = connections.get();
    }

    /** All connections there are become black holes, and so is the next one from its beginning; those after it are good. */
    public void swallowAndTheNext() {
        dead = connections.get() + 1;
    }

    /** Those that became black holes are closed at both ends. */
    public void cut() {
        closed.countDown();
    }

    private void accept() {
        while (!entry.isClosed()) {
            try {
                Socket client = entry.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                sockets.add(client);
                sockets.add(server);
                int number = connections.incrementAndGet();
                threads.execute(() -> forward(number, client, server));
                threads.execute(() -> forward(number, server, client));
            } catch (IOException e) {
                // Closed, or the server is away: whoever connected sees its connection end.
                continue;
            }
        }
    }

    private void forward(int number, Socket from, Socket to) {
        byte[] buffer = new byte[16 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                if (number <= dead) {
                    // Neither data nor its end gets through.
                    closed.await();
                    return;
                }
                out.write(buffer, 0, count);
                out.flush();
            }
            if (number <= dead) {
                closed.await();
            }
        } catch (IOException e) {
            // The other direction has ended the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        entry.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
