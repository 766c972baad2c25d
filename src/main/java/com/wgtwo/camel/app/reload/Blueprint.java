package com.wgtwo.camel.app.reload;

import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.config.SecretFiles;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.validate.Nodes;
import com.wgtwo.camel.app.validate.RouteFile;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a set of files means: for each route a text of everything its behaviour depends on. Two sets differ exactly in
 * the routes whose texts differ; comments and the order of files do not count.
 */
final class Blueprint {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\{\\{[?!]?([^{}:]+)(?::[^{}]*)?}}|\\$\\{properties:([^{}:]+)(?::[^{}]*)?}");
    private static final Pattern KAMELET = Pattern.compile("kamelet:([^?/{}'\\[\\]:]+)");
    private static final Set<String> OF_THE_FILE =
            Set.of("onException", "onCompletion", "intercept", "interceptFrom", "interceptSendToEndpoint");

    /** Which properties belong to the profile of the stream, which a route names and does not hold. */
    private static final Set<String> PROFILE = Set.of(
            "camel.oauth.wgtwo.token-endpoint",
            "camel.oauth.wgtwo.client-id",
            "camel.oauth.wgtwo.client-secret",
            "camel.oauth.wgtwo.scope");

    private final Map<String, String> routes = new TreeMap<>();
    private final Map<String, String> others = new TreeMap<>();
    private final Set<String> properties = new TreeSet<>();
    private final StringBuilder configurations = new StringBuilder();
    private final Map<String, String> kamelets = new TreeMap<>();
    private final Map<Path, String> secrets;

    private Blueprint(Map<Path, String> secrets) {
        this.secrets = secrets;
    }

    /**
     * What an edition means. Whenever it is worked out, the files of secrets count as they were when the edition was read.
     *
     * @param settings the properties as they were then
     */
    static Blueprint of(Edition edition, Settings settings) {
        List<RouteFile> files = RouteFile.of(edition.routes());
        Blueprint blueprint = new Blueprint(edition.secrets());
        edition.kamelets()
                .forEach(kamelet -> blueprint.kamelets.put(
                        kamelet.name().replaceFirst(".*/", "").replaceFirst("\\.kamelet\\.yaml$", ""), kamelet.text()));
        List<RouteFile.Item> all =
                files.stream().flatMap(file -> file.items().stream()).toList();
        for (RouteFile file : files) {
            for (RouteFile.Item item : file.items()) {
                if (item.isRoute()) {
                    String id = String.valueOf(item.id());
                    blueprint.routes.put(id, blueprint.dependencies(item, file, all, settings));
                } else if (item.kind().equals("routeConfiguration")) {
                    blueprint.configurations.append(Nodes.meaning(item.node()));
                } else if (!OF_THE_FILE.contains(item.kind())
                        && !item.kind().equals("beans")
                        && !item.kind().equals("errorHandler")) {
                    blueprint.others.merge(item.kind(), Nodes.meaning(item.node()), String::concat);
                }
            }
        }
        return blueprint;
    }

    /** Each route with what it depends on, by id. */
    Map<String, String> routes() {
        return routes;
    }

    String configurations() {
        return configurations.toString();
    }

    Map<String, String> kamelets() {
        return kamelets;
    }

    /** What is in the files besides routes, by its kind. */
    Map<String, String> others() {
        return others;
    }

    /** The properties on which some route depends. */
    Set<String> properties() {
        return properties;
    }

    private String dependencies(RouteFile.Item route, RouteFile file, List<RouteFile.Item> all, Settings settings) {
        StringBuilder text = new StringBuilder(Nodes.meaning(route.node()));
        file.items().stream()
                .filter(item -> OF_THE_FILE.contains(item.kind()))
                .forEach(item -> text.append(item.kind()).append(Nodes.meaning(item.node())));
        String wanted =
                Nodes.at(route.node(), "routeConfigurationId").map(Nodes::text).orElse(null);
        for (RouteFile.Item item : all) {
            boolean applies = item.kind().equals("errorHandler")
                    || (item.kind().equals("routeConfiguration") && applies(item.id(), wanted));
            if (applies) {
                text.append(item.kind()).append(Nodes.meaning(item.node()));
            }
        }
        KAMELET.matcher(text.toString())
                .results()
                .map(found -> found.group(1))
                .distinct()
                .forEach(name -> text.append(kamelets.getOrDefault(name, "")));
        String so = text.toString();
        all.stream()
                .filter(item -> item.kind().equals("beans"))
                .filter(item -> mentions(so, item))
                .forEach(item -> text.append(Nodes.meaning(item.node())));
        values(text, settings);
        return text.toString();
    }

    private static boolean mentions(String text, RouteFile.Item beans) {
        return names(beans).stream().anyMatch(text::contains);
    }

    private static List<String> names(RouteFile.Item beans) {
        return Nodes.elements(beans.node()).stream()
                .flatMap(bean -> Nodes.at(bean, "name").map(Nodes::text).stream())
                .toList();
    }

    /** A configuration without an id is for the routes that name none. */
    private static boolean applies(@Nullable String id, @Nullable String wanted) {
        if (wanted == null || id == null) {
            return wanted == null && id == null;
        }
        return wanted.contains("*")
                || wanted.contains("{{")
                || List.of(wanted.split(",")).contains(id);
    }

    /** Appends the values of all properties the text names, and of those that these name. */
    private void values(StringBuilder text, Settings settings) {
        Deque<String> open = new ArrayDeque<>(names(text.toString()));
        AppBeans.PROPERTIES_OF_TARGETS.forEach((bean, names) -> {
            if (text.indexOf(bean) >= 0) {
                open.addAll(names);
            }
        });
        if (text.indexOf("oauthProfile") >= 0) {
            open.addAll(PROFILE);
        }
        Set<String> seen = new TreeSet<>();
        while (!open.isEmpty()) {
            String name = open.pop();
            if (seen.add(name)) {
                String value = settings.get(name);
                text.append('\n').append(name).append('=').append(value);
                SecretFiles.in(List.of(value)).forEach(file -> text.append(secrets.get(file)));
                open.addAll(names(value));
            }
        }
        properties.addAll(seen);
    }

    private static List<String> names(String text) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .map(String::strip)
                .distinct()
                .toList();
    }
}
