package com.wgtwo.camel.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.TimeUtils;

/** A component's catalog JSON, which Camel's plugin makes of the annotations, as Markdown. */
final class Catalog {
    private static final String RESOURCES = "/META-INF/com/wgtwo/camel/";

    /** Options every component has; the Camel manual describes them at length. */
    private static final Set<String> OF_CAMEL = Set.of(
            "bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer", "autowiredEnabled");

    private static final String GENERATED =
            "<!-- Generated from the annotations of the components by GeneratedPagesTest. Do not edit. -->\n\n";

    private final JsonNode json;

    private Catalog(JsonNode json) {
        this.json = json;
    }

    /** That of the streams and services of the platform. */
    static Catalog events() throws IOException {
        return load("component/wgtwo.json");
    }

    /** That of the step which posts webhooks. */
    static Catalog webhook() throws IOException {
        return load("app/webhook/wgtwo-webhook.json");
    }

    private static Catalog load(String name) throws IOException {
        try (InputStream in = Catalog.class.getResourceAsStream(RESOURCES + name)) {
            return new Catalog(new ObjectMapper().readTree(in));
        }
    }

    /** All of it, for editors: one component, as Camel's own catalog has one file for each. */
    String component() throws IOException {
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    /** The options of the component as properties of Spring Boot, in its own format. */
    String springBoot() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode metadata = mapper.createObjectNode();
        ArrayNode properties = metadata.putArray("properties");
        fields("componentProperties").forEach((name, option) -> {
            ObjectNode property = properties.addObject();
            property.put("name", "camel.component.wgtwo." + StringHelper.camelCaseToDash(name));
            property.put("type", option.path("javaType").asText().replaceFirst("^boolean$", "java.lang.Boolean"));
            property.put("description", option.path("description").asText());
            if (option.has("defaultValue")) {
                property.set("defaultValue", option.path("defaultValue"));
            }
        });
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(metadata) + "\n";
    }

    /** The page of all options of some components. */
    static String options(Catalog... catalogs) {
        return GENERATED
                + Stream.of(catalogs).map(Catalog::page).collect(Collectors.joining("\n"))
                + "\nOptions that every Camel endpoint has ("
                + OF_CAMEL.stream().sorted().map(Catalog::code).collect(Collectors.joining(", "))
                + ") are described in the Camel manual.\n";
    }

    private String page() {
        String name = json.at("/component/name").asText();
        StringBuilder page = new StringBuilder("# Options of the component ")
                .append(name)
                .append("\n\n")
                .append(json.at("/component/description").asText())
                .append("\n\nSyntax: `")
                .append(json.at("/component/syntax").asText())
                .append("?option=value&option=value`\n");
        Map<String, JsonNode> endpoint = fields("properties");
        page.append("\n## Path\n\n");
        table(page, endpoint, option -> option.path("kind").asText().equals("path"));
        for (String group : groups(endpoint)) {
            page.append("\n## Endpoint: ").append(group).append("\n\n");
            table(
                    page,
                    endpoint,
                    option -> option.path("kind").asText().equals("parameter")
                            && option.path("group").asText().equals(group));
        }
        Map<String, JsonNode> component = fields("componentProperties");
        if (!component.isEmpty()) {
            page.append("\n## Component\n\nSet once for all endpoints, as `camel.component.")
                    .append(name)
                    .append(".<option>`.\n\n");
            table(page, component, option -> true);
        }
        return page.toString();
    }

    /** The page of all headers. */
    String headers() {
        StringBuilder page = new StringBuilder(GENERATED)
                .append("# Headers of the component wgtwo\n\n")
                .append("The constants are in `com.wgtwo.camel.component.WgtwoConstants`.\n\n")
                .append("| header | type | constant | used by | meaning |\n| --- | --- | --- | --- | --- |\n");
        fields("headers")
                .forEach((name, header) -> page.append(row(
                        code(name),
                        code(header.path("javaType").asText()),
                        code(header.path("constantName").asText().replaceFirst(".*#", "")),
                        header.path("label").asText(),
                        header.path("description").asText())));
        return page.toString();
    }

    private static void table(StringBuilder page, Map<String, JsonNode> options, Predicate<JsonNode> chosen) {
        page.append("| option | type | default | meaning |\n| --- | --- | --- | --- |\n");
        options.forEach((name, option) -> {
            if (chosen.test(option)) {
                page.append(row(
                        code(name) + (option.path("required").asBoolean() ? " (required)" : ""),
                        type(option),
                        defaultValue(option),
                        option.path("description").asText()));
            }
        });
    }

    private static List<String> groups(Map<String, JsonNode> options) {
        return options.values().stream()
                .filter(option -> option.path("kind").asText().equals("parameter"))
                .map(option -> option.path("group").asText())
                .distinct()
                .toList();
    }

    private Map<String, JsonNode> fields(String section) {
        Map<String, JsonNode> answer = new LinkedHashMap<>();
        json.path(section).properties().forEach(field -> {
            if (!OF_CAMEL.contains(field.getKey())) {
                answer.put(field.getKey(), field.getValue());
            }
        });
        return answer;
    }

    private static String type(JsonNode option) {
        if (!option.has("enum")) {
            return option.path("type").asText();
        }
        return option.path("enum")
                .valueStream()
                .map(value -> code(value.asText()))
                .collect(Collectors.joining(", "));
    }

    private static String defaultValue(JsonNode option) {
        if (!option.has("defaultValue")) {
            return "";
        }
        String value = option.path("defaultValue").asText();
        boolean duration = option.path("type").asText().equals("duration");
        return code(duration && !value.equals("0") ? TimeUtils.printDuration(Long.parseLong(value), false) : value);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells).replaceAll("\\s+", " ") + " |\n";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }
}
