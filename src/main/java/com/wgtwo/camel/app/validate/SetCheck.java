package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.config.Nearest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** What can only be seen with all files at hand: ids that are missing or used twice, {@code direct:} to nowhere. */
final class SetCheck {
    private static final String DIRECT = "direct:";

    private final UnaryOperator<String> resolve;
    private final List<Problem> problems = new ArrayList<>();

    /** @param resolve replaces placeholders in a text, and leaves it alone where that is not possible */
    SetCheck(UnaryOperator<String> resolve) {
        this.resolve = resolve;
    }

    List<Problem> of(List<RouteFile> files, Set<String> otherConsumers) {
        Map<String, String> places = new HashMap<>();
        Set<String> reachable = new TreeSet<>(otherConsumers);
        for (RouteFile file : files) {
            for (RouteFile.Item item : file.items()) {
                if (item.isRoute()) {
                    id(file, item, places);
                }
                item.from().map(SetCheck::uri).map(this::name).ifPresent(reachable::add);
                // Those of templates are deeper inside.
                Nodes.pairs(item.node(), (key, value) -> {
                    if (key.getValue().equals("from")) {
                        reachable.add(name(uri(value)));
                    }
                });
            }
        }
        files.forEach(file -> directs(file, reachable));
        return problems;
    }

    private void id(RouteFile file, RouteFile.Item item, Map<String, String> places) {
        String id = item.id();
        if (item.kind().equals("from") || id == null) {
            problems.add(file.problem(
                    item.node(),
                    "a route without an id: write it as '- route:' with 'id: <name>' above its 'from:'. A reload tells"
                            + " routes apart by their ids."));
            return;
        }
        Node at = Nodes.at(item.node(), "id").orElse(item.node());
        Problem here = file.problem(at, "");
        String place = here.file() + ":" + here.line();
        String before = places.putIfAbsent(id, place);
        if (before != null) {
            problems.add(file.problem(
                    at, "the id '" + id + "' is used twice, here and at " + before + ": each route needs its own."));
        }
    }

    private void directs(RouteFile file, Set<String> reachable) {
        Nodes.pairs(file.root(), (key, value) -> {
            if (value instanceof ScalarNode scalar
                    && !key.getValue().equals("from")
                    && resolve.apply(scalar.getValue()).startsWith(DIRECT)) {
                String name = name(scalar.getValue());
                if (!reachable.contains(name) && !name.contains("$") && !name.contains("{{") && !isFrom(file, scalar)) {
                    problems.add(file.problem(
                            scalar,
                            "no route starts with '" + name + "', so nothing can be sent there"
                                    + Translator.meant(Nearest.to(name, directs(reachable)))));
                }
            }
        });
    }

    /** True when a value is what a route starts with. */
    private static boolean isFrom(RouteFile file, ScalarNode scalar) {
        List<Node> found = new ArrayList<>();
        Nodes.pairs(file.root(), (key, value) -> {
            if (key.getValue().equals("from")) {
                found.add(Nodes.at(value, "uri").orElse(value));
            }
        });
        return found.stream().anyMatch(from -> from.equals(scalar));
    }

    private static List<String> directs(Set<String> reachable) {
        return reachable.stream().filter(name -> name.startsWith(DIRECT)).toList();
    }

    private static String uri(Node from) {
        String uri = Nodes.text(Nodes.at(from, "uri").orElse(from));
        return uri == null ? "" : uri;
    }

    private String name(String uri) {
        return resolve.apply(uri).split("\\?", 2)[0].replace("://", ":");
    }
}
