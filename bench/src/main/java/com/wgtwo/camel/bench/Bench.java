package com.wgtwo.camel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The comparison. Options, each as {@code --name=value}:
 *
 * <ul>
 *   <li>{@code windows} (1,10,50,200), {@code delays} of the receiver in ms (0,5,20), {@code orderings} (none,subscriber),
 *       {@code subscribers} (10000)
 *   <li>{@code instances} (1): how many of the product share the queue, each with a window of its own
 *   <li>{@code clients} (product,reference,stock_camel,tutorial): which are measured; the reference always is
 *   <li>{@code rounds} (3), {@code warm-up} (60) and {@code seconds} (8) of each process
 *   <li>{@code at-least}: exit code 1 when the product's events per second are below this part of the reference's in
 *       any row
 *   <li>{@code jvm}: options of the product's Java machine, separated by blanks; those of {@code deploy/wgtwo-camel.service},
 *       in the memory that it gives, if nothing is said, and none if what is said is empty
 * </ul>
 */
public final class Bench {
    private final Map<String, String> options;

    private Bench(Map<String, String> options) {
        this.options = options;
    }

    public static void main(String... args) throws IOException, InterruptedException {
        Map<String, String> options = new java.util.HashMap<>();
        for (String arg : args) {
            String[] pair = arg.replaceFirst("^--", "").split("=", 2);
            if (!arg.startsWith("--") || pair.length != 2) {
                System.err.println("Options are written --name=value, not " + arg);
                System.exit(2);
            }
            options.put(pair[0], pair[1]);
        }
        System.exit(new Bench(options).run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("wgtwo-bench");
        Path root = Path.of("").toAbsolutePath();
        String jvm = options.get("jvm");
        Places places = new Places(root, work, jvm == null ? Service.in(root).jvm() : words(jvm));
        EnumSet<Client> clients = EnumSet.of(Client.REFERENCE);
        for (String name : list("clients", "product,reference,stock_camel,tutorial")) {
            clients.add(Client.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        double atLeast = Double.parseDouble(option("at-least", "0"));
        boolean enough = true;
        Table table = new Table();
        try (Rounds rounds = new Rounds(places, number("warm-up", "60"), number("seconds", "8"))) {
            for (Cell cell : cells()) {
                Map<Client, Result> results = rounds.measure(cell, new ArrayList<>(clients), number("rounds", "3"));
                table.print(cell, results);
                Result product = results.get(Client.PRODUCT);
                if (product != null
                        && product.rate()
                                < atLeast * results.get(Client.REFERENCE).rate()) {
                    System.err.println("Below " + atLeast + " of the hand-written client: " + cell);
                    enough = false;
                }
            }
        }
        return enough;
    }

    private static List<String> words(String text) {
        return Stream.of(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        for (String ordering : list("orderings", "subscriber")) {
            for (String subscribers : list("subscribers", "10000")) {
                for (String delay : list("delays", "0,5,20")) {
                    for (String window : list("windows", "1,10,50,200")) {
                        for (String instances : list("instances", "1")) {
                            cells.add(new Cell(
                                    Integer.parseInt(window),
                                    Integer.parseInt(delay),
                                    ordering,
                                    Integer.parseInt(subscribers),
                                    Integer.parseInt(instances)));
                        }
                    }
                }
            }
        }
        return cells;
    }

    private List<String> list(String name, String otherwise) {
        return Arrays.asList(option(name, otherwise).split(","));
    }

    private int number(String name, String otherwise) {
        return Integer.parseInt(option(name, otherwise));
    }

    private String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
