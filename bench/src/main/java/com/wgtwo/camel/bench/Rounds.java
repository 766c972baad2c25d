package com.wgtwo.camel.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Measures clients by turns, so that whatever else the machine does hits them all alike. */
final class Rounds implements AutoCloseable {
    private static final Duration TO_START = Duration.ofSeconds(60);

    /**
     * The last third of the warm-up has the receiver's delay. Java compiles by the number of events, and would take minutes
     * at a few hundred per second.
     */
    private static final int SETTLING_PART = 3;

    private final Places places;
    private final Child source;
    private final Child sink;
    private final int sourcePort;
    private final int sinkPort;
    private final int warmUp;
    private final int seconds;
    private int number;

    Rounds(Places places, int warmUp, int seconds) throws IOException, InterruptedException {
        this.places = places;
        this.warmUp = warmUp;
        this.seconds = seconds;
        source = places.own("source", Source.class);
        sink = places.own("sink", Sink.class);
        sourcePort = Integer.parseInt(source.await("port", TO_START)[1]);
        sinkPort = Integer.parseInt(sink.await("port", TO_START)[1]);
    }

    /** The median of each client. */
    Map<Client, Result> measure(Cell cell, List<Client> clients, int rounds) throws IOException, InterruptedException {
        Map<Client, List<Result>> all = new EnumMap<>(Client.class);
        for (int round = 0; round < rounds; round++) {
            for (Client client : clients) {
                Result result = once(client, cell);
                all.computeIfAbsent(client, key -> new ArrayList<>()).add(result);
            }
        }
        Map<Client, Result> medians = new EnumMap<>(Client.class);
        all.forEach((client, results) -> medians.put(client, Result.median(results)));
        return medians;
    }

    Result once(Client client, Cell cell) throws IOException, InterruptedException {
        int instances = client == Client.PRODUCT ? cell.instances() : 1;
        source.say("run " + warmUp + " " + seconds + " " + cell.subscribers() + " " + instances);
        source.await("ready", TO_START);
        delay(0);
        List<Child> children = new ArrayList<>();
        try {
            for (int instance = 0; instance < instances; instance++) {
                Path folder = places.folder(client, ++number);
                List<String> command = client.command(places, cell, sourcePort, sinkPort);
                children.add(new Child(
                        command, folder.toFile(), folder.resolve("err").toFile()));
            }
            source.await("first", TO_START);
            TimeUnit.SECONDS.sleep(warmUp - warmUp / SETTLING_PART);
            delay(cell.delay());
            source.await("warm", TO_START.plusSeconds(warmUp));
            double before = cpu(children);
            String[] half = source.await("half", TO_START.plusSeconds(seconds));
            long megabytesThen = highest(children, "VmRSS");
            String[] done = source.await("done", TO_START.plusSeconds(seconds));
            double cpu = cpu(children) - before;
            long resident = highest(children, "VmRSS");
            long events = Long.parseLong(done[1]);
            double elapsed = Long.parseLong(done[2]) / 1e9;
            long eventsThen = Long.parseLong(half[1]);
            double elapsedThen = Long.parseLong(half[2]) / 1e9;
            return new Result(
                    events / elapsed,
                    cpu * 100_000 / events,
                    Long.parseLong(done[3]),
                    Long.parseLong(done[4]),
                    highest(children, "VmHWM"),
                    resident,
                    (events - eventsThen) / (elapsed - elapsedThen) / (eventsThen / elapsedThen),
                    resident - megabytesThen);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    client.title() + ", " + cell + ": " + e.getMessage() + "; see " + places.work(), e);
        } finally {
            children.forEach(Child::close);
        }
    }

    private void delay(int millis) throws IOException, InterruptedException {
        sink.say("delay " + millis);
        sink.await("ready", TO_START);
    }

    private static double cpu(List<Child> children) {
        return children.stream().mapToDouble(Child::cpuSeconds).sum();
    }

    private static long highest(List<Child> children, String name) {
        return children.stream().mapToLong(child -> child.megabytes(name)).max().orElseThrow();
    }

    @Override
    public void close() {
        sink.close();
        source.close();
    }
}
