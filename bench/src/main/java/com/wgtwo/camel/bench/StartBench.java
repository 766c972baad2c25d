package com.wgtwo.camel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * From the start of a process until its first event is acknowledged: subscribed, received, written as JSON, posted, and
 * acknowledged after the answer. The packaged jar with the options that come with it, beside the client written by hand,
 * by turns.
 */
public final class StartBench {
    private static final int ROUNDS = 9;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Cell CELL = new Cell(50, 0, "subscriber", 10_000, 1);

    private final Places places = places(List.of());
    private int number;

    private StartBench() throws IOException {}

    /** @param args each a list of Java's options, to be measured besides, with the archive */
    public static void main(String... args) throws Exception {
        new StartBench().run(args);
    }

    private static Places places(List<String> productJvm) throws IOException {
        return new Places(Path.of("").toAbsolutePath(), Files.createTempDirectory("wgtwo-start-bench"), productJvm);
    }

    private void run(String... others) throws IOException, InterruptedException {
        String archive = "-XX:SharedArchiveFile=" + places.root().resolve("target/wgtwo-camel.jsa");
        Map<String, Places> products = new LinkedHashMap<>();
        products.put("wgtwo-camel", places);
        products.put("wgtwo-camel, archive", places(List.of(archive)));
        products.put("wgtwo-camel, archive, C1", places(List.of(archive, "-XX:TieredStopAtLevel=1")));
        List<String> service = Service.in(places.root()).jvm().stream()
                .map(option -> option.startsWith("-XX:SharedArchiveFile=") ? archive : option)
                .toList();
        products.put("wgtwo-camel, archive, options of the service file", places(service));
        for (String options : others) {
            List<String> jvm = new ArrayList<>(List.of(archive));
            jvm.addAll(List.of(options.trim().split(" +")));
            products.put("wgtwo-camel, archive, " + options, places(jvm));
        }
        Map<String, double[]> times = new LinkedHashMap<>();
        try (Child source = places.own("source", Source.class);
                Child sink = places.own("sink", Sink.class)) {
            int sourcePort = Integer.parseInt(source.await("port", LIMIT)[1]);
            int sinkPort = Integer.parseInt(sink.await("port", LIMIT)[1]);
            // Round 0 fills the file cache, and compiles what the source and the receiver run.
            for (int round = 0; round <= ROUNDS; round++) {
                for (Map.Entry<String, Places> product : products.entrySet()) {
                    double seconds = once(source, Client.PRODUCT, product.getValue(), sourcePort, sinkPort);
                    note(times, product.getKey(), round, seconds);
                }
                double seconds = once(source, Client.REFERENCE, places, sourcePort, sinkPort);
                note(times, Client.REFERENCE.title(), round, seconds);
            }
        }
        print(times);
    }

    private static void note(Map<String, double[]> times, String title, int round, double seconds) {
        if (round > 0) {
            times.computeIfAbsent(title, key -> new double[ROUNDS])[round - 1] = seconds;
        }
    }

    private double once(Child source, Client client, Places of, int sourcePort, int sinkPort)
            throws IOException, InterruptedException {
        source.say("run 3600 1 " + CELL.subscribers() + " 1");
        source.await("ready", LIMIT);
        Path folder = of.folder(client, ++number);
        List<String> command = client.command(of, CELL, sourcePort, sinkPort);
        long begun = System.nanoTime();
        try (Child child =
                new Child(command, folder.toFile(), folder.resolve("err").toFile())) {
            source.await("first", LIMIT);
            return (System.nanoTime() - begun) / 1e9;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(client.title() + ": " + e.getMessage() + "; see " + folder, e);
        }
    }

    private static void print(Map<String, double[]> times) {
        System.out.println("| client | median s to the first ack | fastest | slowest | to hand-written |");
        System.out.println("| --- | --- | --- | --- | --- |");
        times.values().forEach(Arrays::sort);
        double reference = times.get(Client.REFERENCE.title())[ROUNDS / 2];
        times.forEach((title, seconds) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.2f |%n",
                title,
                seconds[ROUNDS / 2],
                seconds[0],
                seconds[ROUNDS - 1],
                seconds[ROUNDS / 2] / reference));
    }
}
