package com.wgtwo.camel.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaitingThreadsTest {
    private final AtomicBoolean over = new AtomicBoolean();
    private final CountDownLatch go = new CountDownLatch(1);
    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();

    @Test
    void whatWaitsInJavaOrInTheSystemIsToldFromWhatComputes() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            lock.lock();
            synchronized (monitor) {
                Thread latch = started(() -> {
                    go.await();
                    return 0;
                });
                Thread parked = started(() -> {
                    while (!over.get()) {
                        LockSupport.parkNanos(1_000_000_000);
                    }
                    return 0;
                });
                Thread network = started(() -> client.getInputStream().read());
                Thread wantsMonitor = started(() -> {
                    synchronized (monitor) {
                        return 0;
                    }
                });
                Thread wantsLock = started(() -> {
                    lock.lock();
                    lock.unlock();
                    return 0;
                });

                await().untilAsserted(
                                () -> assertThat(count(latch, parked, network)).isEqualTo(3));
                await().until(() -> wantsMonitor.getState() == Thread.State.BLOCKED);
                await().until(() -> wantsLock.getState() == Thread.State.WAITING);
                assertThat(count(wantsMonitor, wantsLock)).isZero();
            }
            lock.unlock();
            over.set(true);
            go.countDown();
        }
        over.set(false);
        Thread computes = started(() -> {
            long sum = 0;
            while (!over.get()) {
                sum = sum * 31 + 1;
            }
            return sum;
        });
        try {
            await().untilAsserted(() -> assertThat(count(computes)).isZero());
        } finally {
            over.set(true);
        }
        computes.join();
        assertThat(count(computes)).as("has ended").isZero();
    }

    private static Thread started(Callable<?> work) {
        Thread thread = new Thread(new FutureTask<>(work));
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static long count(Thread... threads) {
        return Stream.of(threads)
                .filter(thread -> WaitingThreads.waits(thread.getId()))
                .count();
    }
}
