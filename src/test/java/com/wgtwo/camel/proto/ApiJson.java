package com.wgtwo.camel.proto;

import static java.util.Map.Entry.comparingByKey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The published interface, read from {@code api.json} (a protobuf.js descriptor with the names as published). */
final class ApiJson {
    private static final Set<String> SCALARS = Arrays.stream(FieldDescriptor.Type.values())
            .map(type -> type.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    private final JsonNode root;
    private final Set<String> types = new HashSet<>();

    private ApiJson(JsonNode root) {
        this.root = root;
        collectTypes("", root);
    }

    static ApiJson load() {
        try (InputStream in = ApiJson.class.getResourceAsStream("/api.json")) {
            return new ApiJson(new ObjectMapper().readTree(in));
        } catch (IOException e) {
            throw new IllegalStateException("api.json cannot be read", e);
        }
    }

    /** What a package declares at its top level, in whichever of its files. */
    Set<String> namesIn(String protoPackage) {
        Set<String> names = new TreeSet<>();
        each(packageNode(protoPackage).path("nested"), (name, node) -> {
            if (isDeclaration(node)) {
                names.add(name);
            }
        });
        return names;
    }

    /** All packages below {@code wgtwo} that declare something. */
    Set<String> packages() {
        Set<String> packages = new TreeSet<>();
        collectPackages("wgtwo", packageNode("wgtwo"), packages);
        return packages;
    }

    /** The file options of a package; where it has several files, the outer class name is that of one of them. */
    Map<String, String> packageOptions(String protoPackage) {
        return options(packageNode(protoPackage));
    }

    List<Fact> factsOf(PlatformFile file) {
        List<Fact> facts = new ArrayList<>();
        JsonNode declarations = packageNode(file.protoPackage()).path("nested");
        file.names().forEach(name -> declaration(file.protoPackage(), name, declarations.path(name), facts));
        return facts;
    }

    private void declaration(String scope, String simpleName, JsonNode node, List<Fact> facts) {
        String name = scope + "." + simpleName;
        if (node.has("extend")) {
            String type = resolve(scope, node.path("type").asText());
            allows(node, "type", "id", "extend");
            facts.add(new Fact.Extension(
                    name, node.path("id").asInt(), type, node.path("extend").asText()));
        } else if (node.has("values")) {
            allows(node, "values");
            facts.add(new Fact.Enumeration(name, Map.of()));
            each(
                    node.path("values"),
                    (value, number) -> facts.add(new Fact.Value(name + "." + value, number.asInt(), Map.of())));
        } else if (node.has("methods")) {
            allows(node, "methods");
            facts.add(new Fact.Service(name, Map.of()));
            each(node.path("methods"), (method, it) -> facts.add(method(scope, name + "." + method, it)));
        } else if (node.has("fields")) {
            message(name, node, facts);
        } else {
            throw new IllegalStateException(name + " is not declared in api.json");
        }
    }

    private void message(String name, JsonNode node, List<Fact> facts) {
        allows(node, "fields", "oneofs", "nested", "reserved");
        facts.add(new Fact.Message(name, Map.of()));
        node.path("reserved")
                .forEach(it -> facts.add(new Fact.Reserved(
                        name,
                        it.isArray() ? it.path(0).asInt() + " to " + it.path(1).asInt() : it.asText())));
        Map<String, String> oneofs = new TreeMap<>();
        each(node.path("oneofs"), (oneof, it) -> {
            // A leading underscore marks what protoc makes of an optional field.
            if (!oneof.startsWith("_")) {
                facts.add(new Fact.Oneof(name + "." + oneof, Map.of()));
                it.path("oneof").forEach(member -> oneofs.put(member.asText(), oneof));
            }
        });
        each(node.path("fields"), (field, it) -> facts.add(field(name, field, it, oneofs.getOrDefault(field, ""))));
        each(node.path("nested"), (nested, it) -> declaration(name, nested, it, facts));
    }

    private Fact field(String message, String name, JsonNode node, String oneof) {
        allows(node, "type", "id", "rule", "keyType", "options");
        Map<String, String> options = options(node);
        boolean optional = Boolean.parseBoolean(options.remove("proto3_optional"));
        String type = resolve(message, node.path("type").asText());
        Fact.Label label = optional ? Fact.Label.OPTIONAL : Fact.Label.SINGULAR;
        if (node.has("keyType")) {
            label = Fact.Label.MAP;
            type = node.path("keyType").asText() + " to " + type;
        } else if (node.has("rule")) {
            label = Fact.Label.valueOf(node.path("rule").asText().toUpperCase(Locale.ROOT));
        }
        String jsonName = Pattern.compile("_(.)")
                .matcher(name)
                .replaceAll(it -> it.group(1).toUpperCase(Locale.ROOT));
        return new Fact.Field(message + "." + name, node.path("id").asInt(), label, type, oneof, jsonName, options);
    }

    private Fact method(String scope, String name, JsonNode node) {
        allows(node, "requestType", "responseType", "requestStream", "responseStream", "options", "parsedOptions");
        Map<String, String> options = new TreeMap<>();
        options(node).forEach((option, value) -> options.put(option.replace("(", "(wgtwo."), value));
        return new Fact.Method(
                name,
                resolve(scope, node.path("requestType").asText()),
                node.path("requestStream").asBoolean(),
                resolve(scope, node.path("responseType").asText()),
                node.path("responseStream").asBoolean(),
                options);
    }

    /** Looks a type up as protobuf does: in the innermost scope first. */
    private String resolve(String scope, String type) {
        if (SCALARS.contains(type)) {
            return type;
        }
        for (String outer = scope; !outer.isEmpty(); outer = outer.substring(0, Math.max(0, outer.lastIndexOf('.')))) {
            if (types.contains(outer + "." + type)) {
                return outer + "." + type;
            }
        }
        if (types.contains(type)) {
            return type;
        }
        throw new IllegalStateException(type + " is unknown in " + scope);
    }

    private void collectTypes(String scope, JsonNode node) {
        each(node.path("nested"), (name, child) -> {
            String fullName = scope.isEmpty() ? name : scope + "." + name;
            if (child.has("fields") || child.has("values")) {
                types.add(fullName);
            }
            collectTypes(fullName, child);
        });
    }

    private void collectPackages(String name, JsonNode node, Set<String> packages) {
        each(node.path("nested"), (child, it) -> {
            if (isDeclaration(it)) {
                packages.add(name);
            } else {
                collectPackages(name + "." + child, it, packages);
            }
        });
    }

    private JsonNode packageNode(String protoPackage) {
        JsonNode node = root;
        for (String part : protoPackage.split("\\.", -1)) {
            node = node.path("nested").path(part);
        }
        return node;
    }

    private static boolean isDeclaration(JsonNode node) {
        return node.has("fields") || node.has("values") || node.has("methods") || node.has("extend");
    }

    private static Map<String, String> options(JsonNode node) {
        Map<String, String> options = new TreeMap<>();
        each(node.path("options"), (name, value) -> options.put(name, value.asText()));
        return options;
    }

    /** So that no kind of statement in api.json is passed over in silence. */
    private static void allows(JsonNode node, String... keys) {
        each(node, (key, value) -> {
            if (!List.of(keys).contains(key)) {
                throw new IllegalStateException("api.json says " + key + ", which is not compared: " + node);
            }
        });
    }

    private static void each(JsonNode object, BiConsumer<String, JsonNode> action) {
        object.properties().stream()
                .sorted(comparingByKey())
                .forEach(entry -> action.accept(entry.getKey(), entry.getValue()));
    }
}
