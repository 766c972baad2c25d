package com.wgtwo.camel.app.validate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML file of routes or a kamelet, read. */
public final class RouteFile {
    private final EditedFile source;
    private final Node root;
    private final List<Item> items;

    private RouteFile(EditedFile source, Node root) {
        this.source = source;
        this.root = root;
        this.items = items(root);
    }

    /**
     * One entry of the list a route file is.
     *
     * @param kind what it is: {@code route}, {@code routeConfiguration}, {@code beans}, ...
     * @param node what is under that key
     */
    public record Item(String kind, Node node) {

        /** The id, when there is one. */
        public @Nullable String id() {
            return Nodes.at(node, "id").map(Nodes::text).orElse(null);
        }

        /** True for something that runs. */
        public boolean isRoute() {
            return kind.equals("route") || kind.equals("from");
        }

        /** What starts the route. */
        public Optional<Node> from() {
            return kind.equals("from") ? Optional.of(node) : Nodes.at(node, "from");
        }
    }

    /** Thrown for text that is no YAML. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // never written anywhere
        private final Problem problem;

        Unreadable(Problem problem) {
            super(problem.toString());
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    /**
     * Reads files that were found in order before.
     *
     * @throws IllegalStateException when one of them is no YAML after all
     */
    public static List<RouteFile> of(List<EditedFile> sources) {
        List<RouteFile> answer = new ArrayList<>();
        for (EditedFile source : sources) {
            try {
                answer.add(read(source));
            } catch (Unreadable e) {
                throw new IllegalStateException(e);
            }
        }
        return answer;
    }

    static RouteFile read(EditedFile source) throws Unreadable {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(source.name()).build();
            Node root = new Compose(settings)
                    .composeString(source.text())
                    .orElseThrow(() -> new Unreadable(new Problem(source.name(), 0, 0, "the file is empty.", true)));
            return new RouteFile(source, root);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            int column = e.getProblemMark().map(Mark::getColumn).orElse(-1) + 1;
            String context = e.getContext() == null ? "" : " " + e.getContext();
            throw new Unreadable(new Problem(
                    source.name(), line, column, "this is not YAML:" + context + " " + e.getProblem() + ".", true));
        } catch (YamlEngineException e) {
            throw new Unreadable(new Problem(source.name(), 0, 0, "this is not YAML: " + e.getMessage() + ".", true));
        }
    }

    public EditedFile source() {
        return source;
    }

    public Node root() {
        return root;
    }

    public List<Item> items() {
        return items;
    }

    /** A problem at the start of a node. */
    Problem problem(Node at, String sentence) {
        return problem(at, 0, sentence);
    }

    /** A problem some characters after the start of a node. */
    Problem problem(Node at, int after, String sentence) {
        return at.getStartMark()
                .map(mark ->
                        new Problem(source.name(), mark.getLine() + 1, mark.getColumn() + 1 + after, sentence, false))
                .orElseGet(() -> Problem.of(source.name(), sentence));
    }

    private static List<Item> items(Node root) {
        List<Item> answer = new ArrayList<>();
        if (root instanceof SequenceNode sequence) {
            for (Node element : sequence.getValue()) {
                if (element instanceof MappingNode mapping) {
                    mapping.getValue().forEach(tuple -> {
                        String kind = Nodes.camelCase(Nodes.text(tuple.getKeyNode()));
                        if (kind != null) {
                            answer.add(new Item(kind, tuple.getValueNode()));
                        }
                    });
                }
            }
        }
        return List.copyOf(answer);
    }
}
