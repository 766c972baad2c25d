package com.wgtwo.camel.app.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.wgtwo.camel.app.config.Nearest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;

/** What a name could have been meant to be: the words of Camel's YAML language, components, beans. */
final class Words {
    private static final String SCHEMA = "/schema/camelYamlDsl.json";
    private static final String STEPS = "/items/definitions/org.apache.camel.model.ProcessorDefinition";

    private final JsonNode schema;

    private final ClassLoader classLoader;

    private Words(JsonNode schema, ClassLoader classLoader) {
        this.schema = schema;
        this.classLoader = classLoader;
    }

    /** @param classLoader where components come from */
    static Words load(ClassLoader classLoader) {
        try (InputStream in = Words.class.getResourceAsStream(SCHEMA)) {
            if (in == null) {
                throw new IllegalStateException(SCHEMA + " is missing in camel-yaml-dsl");
            }
            return new Words(new ObjectMapper().readTree(in), classLoader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A step of a route. */
    Optional<String> step(String written) {
        return Nearest.to(written, names(schema.at(STEPS)));
    }

    /** What can stand at the left margin of a route file. */
    Optional<String> topLevel(String written) {
        return Nearest.to(written, names(schema.path("items")));
    }

    /** What can stand under a key, wherever that key is known. */
    Optional<String> property(String parent, String written) {
        Set<String> candidates = new LinkedHashSet<>();
        schema.at("/items/definitions").forEach(definition -> properties(definition, parent, candidates));
        properties(schema.path("items"), parent, candidates);
        return Nearest.to(written, candidates);
    }

    /** The names of the beans a route can refer to. */
    Set<String> beans(CamelContext context) {
        return context.getRegistry().findByTypeWithName(Object.class).keySet();
    }

    /** The components on the class path; looked for only when one was not found. */
    Set<String> components() {
        return ComponentNames.of(classLoader);
    }

    private void properties(JsonNode definition, String parent, Set<String> candidates) {
        for (JsonNode properties : definition.findValues("properties")) {
            JsonNode property = properties.path(parent);
            if (!property.isMissingNode()) {
                candidates.addAll(
                        names(property.path("type").asText().equals("array") ? property.path("items") : property));
            }
        }
    }

    /** The names of properties of a part of the schema, with all it refers to that stands at the same place. */
    private Set<String> names(JsonNode part) {
        Set<String> names = new LinkedHashSet<>();
        Set<JsonNode> seen = new HashSet<>();
        Deque<JsonNode> open = new ArrayDeque<>(Set.of(part));
        while (!open.isEmpty()) {
            JsonNode node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            node.path("properties").fieldNames().forEachRemaining(names::add);
            for (String choice : new String[] {"oneOf", "anyOf", "allOf"}) {
                node.path(choice).forEach(open::push);
            }
            String reference = node.path("$ref").asText();
            if (reference.startsWith("#")) {
                open.push(schema.at(reference.substring(1)));
            }
        }
        return names;
    }
}
