package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.nodes.Node;

/** Checks a set of files as a whole, without running any of it. */
public final class Checker {
    private static final Pattern PROPERTY_NAME = Pattern.compile("[a-z][a-z0-9]*(?:[.-][a-z0-9]+)+");

    private final ClassLoader classLoader;

    /** @param classLoader where components and beans come from */
    public Checker(ClassLoader classLoader) {
        this.classLoader = classLoader;
    }

    /**
     * Finds what is wrong in the files that the settings name.
     *
     * @param settings a reading of the settings for this purpose alone
     */
    public List<Problem> check(Settings settings) {
        return check(
                settings,
                EditedFile.read(FilesOfRoutes.routes(settings)),
                EditedFile.read(FilesOfRoutes.kamelets(settings)));
    }

    /**
     * Finds what is wrong.
     *
     * @param settings a reading of the settings for this purpose alone
     * @return all problems in the order of the files; empty when everything can run
     */
    public List<Problem> check(Settings settings, List<EditedFile> routes, List<EditedFile> kamelets) {
        Set<Problem> problems = new LinkedHashSet<>();
        List<RouteFile> readable = new ArrayList<>();
        read(routes, readable, problems);
        read(kamelets, new ArrayList<>(), problems);
        if (!problems.isEmpty()) {
            return List.copyOf(problems);
        }
        try (Aside aside = Aside.open(settings, classLoader)) {
            new Build(aside.context(), settings, problems, readable).run();
        } catch (Exception | LinkageError e) {
            problems.add(ofSettings(settings, e));
        }
        return List.copyOf(problems);
    }

    private static void read(List<EditedFile> sources, List<RouteFile> readable, Set<Problem> problems) {
        for (EditedFile source : sources) {
            try {
                readable.add(RouteFile.read(source));
            } catch (RouteFile.Unreadable e) {
                problems.add(e.problem());
            }
        }
    }

    /**
     * Refuses ids that are missing or used twice, and {@code direct:} to nowhere, in the files on the disk; routes whose
     * other mistakes show by themselves when the program starts.
     *
     * @throws UserMistake when there are such
     */
    public void refuseLooseEnds(Settings settings, CamelContext context) {
        List<EditedFile> sources = EditedFile.read(FilesOfRoutes.routes(settings));
        Set<String> others =
                context.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                        .map(definition -> definition.getInput().getEndpointUri())
                        .collect(Collectors.toSet());
        List<Problem> problems = new SetCheck(resolver(context)).of(RouteFile.of(sources), others);
        if (!problems.isEmpty()) {
            throw new UserMistake(Problem.lines(problems));
        }
    }

    private static UnaryOperator<String> resolver(CamelContext context) {
        return text -> {
            try {
                return context.resolvePropertyPlaceholders(text);
            } catch (IllegalArgumentException e) {
                return text;
            }
        };
    }

    /** A mistake in the properties has no file of routes; its line is looked for by the name in the sentence. */
    private static Problem ofSettings(Settings settings, Throwable failure) {
        String sentence = FailureSentence.of(failure);
        List<String> lines = settings.fileLines();
        Matcher name = PROPERTY_NAME.matcher(sentence);
        while (name.find()) {
            for (int i = 0; i < lines.size(); i++) {
                if (settings.isFromFile(name.group()) && lines.get(i).strip().startsWith(name.group())) {
                    return new Problem("application.properties", i + 1, 1, sentence, false);
                }
            }
        }
        return new Problem("settings", 0, 0, sentence, false);
    }

    /** Builds everything there is, and goes on after a mistake. */
    private final class Build {
        private final CamelContext context;
        private final Set<Problem> problems;
        private final Translator translator;
        private final List<RouteFile> files;

        Build(CamelContext context, Settings settings, Set<Problem> problems, List<RouteFile> files) {
            this.files = files;
            this.context = context;
            this.problems = problems;
            this.translator = new Translator(context, settings, Words.load(classLoader), files);
        }

        void run() {
            Map<RouteFile, List<RoutesBuilder>> builders = new LinkedHashMap<>();
            for (RouteFile file : files) {
                attempt(file, file.root(), () -> builders.put(file, builders(file)));
            }
            builders.forEach((file, loaded) -> loaded.forEach(builder -> {
                if (builder instanceof RouteConfigurationsBuilder configurations) {
                    attempt(file, file.root(), () -> configurations.addRouteConfigurationsToCamelContext(context));
                }
            }));
            Map<RouteFile, Set<String>> ids = new LinkedHashMap<>();
            builders.forEach((file, loaded) -> loaded.forEach(builder -> {
                Set<String> before = routeIds();
                attempt(file, file.root(), () -> builder.addRoutesToCamelContext(context));
                attempt(file, file.root(), () -> builder.addTemplatedRoutesToCamelContext(context));
                Set<String> added = routeIds();
                added.removeAll(before);
                ids.computeIfAbsent(file, key -> new TreeSet<>()).addAll(added);
            }));
            ids.forEach((file, added) -> added.forEach(id -> build(file, id)));
            problems.addAll(new SetCheck(resolver(context)).of(files, Set.of()));
        }

        private void build(RouteFile file, String id) {
            RouteDefinition definition = model().getRouteDefinition(id);
            if (definition != null && context instanceof ModelCamelContext modelContext) {
                Node within = file.items().stream()
                        .filter(item -> id.equals(item.id()))
                        .map(RouteFile.Item::node)
                        .findFirst()
                        .orElse(file.root());
                attempt(file, within, () -> modelContext.startRouteDefinitions(List.of(definition)));
            }
        }

        private List<RoutesBuilder> builders(RouteFile file) throws Exception {
            return List.copyOf(PluginHelper.getRoutesLoader(context)
                    .findRoutesBuilders(List.of(ResourceHelper.fromString(
                            "file:" + file.source().name(), file.source().text()))));
        }

        private Set<String> routeIds() {
            Set<String> ids = new TreeSet<>();
            model().getRouteDefinitions().forEach(definition -> {
                String id = definition.getRouteId();
                if (id != null) {
                    ids.add(id);
                }
            });
            return ids;
        }

        private Model model() {
            return context.getCamelContextExtension().getContextPlugin(Model.class);
        }

        private void attempt(RouteFile file, Node within, Attempt attempt) {
            try {
                attempt.run();
            } catch (Exception | LinkageError e) {
                // An Error is what a jar that lacks another one ends in.
                problems.add(translator.of(e, file, within));
            }
        }
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }
}
