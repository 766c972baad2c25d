package com.wgtwo.camel.app.validate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the tree of a YAML document. Aliases are the node they refer to. */
public final class Nodes {
    private Nodes() {}

    /** The value of a scalar, or null for anything else. */
    public static @Nullable String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    /** What a mapping has under a key, written in either of the two ways Camel reads, such as routeId and route-id. */
    public static Optional<Node> at(@Nullable Node node, String key) {
        if (!(node instanceof MappingNode mapping)) {
            return Optional.empty();
        }
        return mapping.getValue().stream()
                .filter(tuple -> key.equals(camelCase(text(tuple.getKeyNode()))))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    /** What a list has in it; a single thing counts as a list of one. */
    public static List<Node> elements(Node node) {
        return node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
    }

    /** Visits every pair of a key and its value below a node, in the order of the text. */
    static void pairs(Node root, BiConsumer<ScalarNode, Node> visitor) {
        pairs(root, visitor, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void pairs(Node node, BiConsumer<ScalarNode, Node> visitor, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> pairs(element, visitor, seen));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    visitor.accept(key, tuple.getValueNode());
                }
                pairs(tuple.getValueNode(), visitor, seen);
            }
        }
    }

    /** The keys of a mapping, or of the mappings in a list. */
    static List<ScalarNode> keys(Node node) {
        List<ScalarNode> answer = new ArrayList<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    answer.add(key);
                }
            });
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> answer.addAll(keys(element)));
        }
        return answer;
    }

    /** All scalars that are a value, in the order of the text. */
    static List<ScalarNode> values(Node root) {
        List<ScalarNode> answer = new ArrayList<>();
        values(root, answer, Collections.newSetFromMap(new IdentityHashMap<>()));
        return answer;
    }

    private static void values(Node node, List<ScalarNode> answer, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof ScalarNode scalar) {
            answer.add(scalar);
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(element -> values(element, answer, seen));
        } else if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(tuple -> values(tuple.getValueNode(), answer, seen));
        }
    }

    /**
     * A text that is the same for two nodes exactly when they mean the same: comments, indentation and the places of
     * the lines do not count.
     */
    public static String meaning(Node node) {
        StringBuilder answer = new StringBuilder();
        meaning(node, answer);
        return answer.toString();
    }

    private static void meaning(Node node, StringBuilder answer) {
        if (node instanceof ScalarNode scalar) {
            answer.append(scalar.getValue().length()).append('\'').append(scalar.getValue());
        } else if (node instanceof SequenceNode sequence) {
            answer.append('[');
            sequence.getValue().forEach(element -> meaning(element, answer));
            answer.append(']');
        } else if (node instanceof MappingNode mapping) {
            answer.append('{');
            for (NodeTuple tuple : mapping.getValue()) {
                meaning(tuple.getKeyNode(), answer);
                answer.append(':');
                meaning(tuple.getValueNode(), answer);
            }
            answer.append('}');
        }
    }

    static @Nullable String camelCase(@Nullable String key) {
        if (key == null || key.indexOf('-') < 0) {
            return key;
        }
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            boolean dash = key.charAt(i) == '-' && i + 1 < key.length();
            answer.append(dash ? Character.toUpperCase(key.charAt(++i)) : key.charAt(i));
        }
        return answer.toString();
    }
}
