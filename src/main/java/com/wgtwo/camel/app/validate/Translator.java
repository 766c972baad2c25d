package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.config.Nearest;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.failure.Causes;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.NoSuchBeanException;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.spi.EndpointUriFactory;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Makes of what Camel throws while it builds a file a sentence with the place in the file and what was meant. */
final class Translator {
    private static final Pattern UNKNOWN_STEP = Pattern.compile("Unknown node id: (\\S+)");
    private static final Pattern UNKNOWN_FIELD = Pattern.compile("Unsupported field: (\\S+)");
    private static final Pattern NO_REFERENCE = Pattern.compile("in registry with ref: (\\S+)");
    private static final Pattern NO_PROPERTY = Pattern.compile("Property with key \\[(.+?)] not found");

    private final CamelContext context;
    private final Settings settings;
    private final Words words;
    private final List<RouteFile> files;

    /** @param files all there are: what is wrong in a configuration shows in a route of another file */
    Translator(CamelContext context, Settings settings, Words words, List<RouteFile> files) {
        this.files = files;
        this.context = context;
        this.settings = settings;
        this.words = words;
    }

    /** @param within the part of the file that was being built */
    Problem of(Throwable failure, RouteFile file, Node within) {
        List<Throwable> chain = Causes.of(failure);
        for (Throwable cause : chain) {
            String message = String.valueOf(cause.getMessage());
            Matcher property = NO_PROPERTY.matcher(message);
            if (property.find()) {
                return missingProperty(property.group(1), file, within);
            }
            if (cause instanceof MarkedYamlEngineException marked && marked.getProblem() != null) {
                return language(marked, file);
            }
            if (cause instanceof NoSuchBeanException bean) {
                return missingBean(bean.getName(), file, within);
            }
            Matcher reference = NO_REFERENCE.matcher(message);
            if (reference.find()) {
                return missingBean(reference.group(1), file, within);
            }
            if (cause instanceof NoSuchEndpointException endpoint) {
                return missingComponent(endpoint.getUri(), file, within);
            }
            if (cause instanceof ResolveEndpointFailedException endpoint && endpoint.getCause() == null) {
                return endpoint(endpoint, file, within);
            }
        }
        String sentence = FailureSentence.withoutRoute(failure);
        return culprit(chain, file, within, sentence.endsWith(".") ? sentence : sentence + ".");
    }

    /** At the longest value in the file that the innermost messages quote. */
    private Problem culprit(List<Throwable> chain, RouteFile file, Node within, String sentence) {
        String said = chain.stream()
                .skip(Math.max(0, chain.size() - 2))
                .map(cause -> String.valueOf(cause.getMessage()))
                .collect(Collectors.joining(" "));
        return Nodes.values(within).stream()
                .filter(value -> value.getValue().length() > 2 && said.contains(value.getValue()))
                .max(Comparator.comparingInt(value -> value.getValue().length()))
                .map(value -> file.problem(value, sentence))
                .orElse(file.problem(within, sentence));
    }

    private Problem language(MarkedYamlEngineException failure, RouteFile file) {
        Mark mark = failure.getProblemMark().orElse(null);
        Matcher step = UNKNOWN_STEP.matcher(failure.getProblem());
        if (step.find()) {
            String name = step.group(1);
            boolean top = file.items().stream().anyMatch(item -> item.kind().equals(Nodes.camelCase(name)));
            String sentence = (top ? "a file of routes has no '" : "there is no step '") + name + "'"
                    + meant(top ? words.topLevel(name) : words.step(name));
            return key(file, name, mark)
                    .map(key -> file.problem(key.node(), sentence))
                    .orElse(at(file, mark, sentence));
        }
        Matcher field = UNKNOWN_FIELD.matcher(failure.getProblem());
        if (field.find()) {
            String name = field.group(1);
            Optional<Key> key = key(file, name, mark);
            String parent = key.map(Key::parent).orElse("this");
            String sentence = "'" + parent + "' has no property '" + name + "'" + meant(words.property(parent, name));
            return key.map(found -> file.problem(found.node(), sentence)).orElse(at(file, mark, sentence));
        }
        return at(file, mark, failure.getProblem() + ".");
    }

    private Problem missingProperty(String name, RouteFile file, Node within) {
        String sentence = "there is no property '" + name + "'" + meant(Nearest.to(name, settings.names()));
        return place(file, within, value -> value.getValue().contains(name))
                .map(place -> place.file().problem(place.value(), sentence))
                .orElse(file.problem(within, sentence));
    }

    private Problem missingBean(String name, RouteFile file, Node within) {
        String sentence = "there is no bean named '" + name + "'" + meant(Nearest.to(name, words.beans(context)));
        return place(
                        file,
                        within,
                        value -> value.getValue().replaceFirst("^#(bean:)?", "").equals(name)
                                || value.getValue().contains("=#" + name))
                .map(place -> place.file()
                        .problem(
                                place.value(),
                                Math.max(0, place.value().getValue().indexOf("=#") + 1),
                                sentence))
                .orElse(file.problem(within, sentence));
    }

    private record Place(RouteFile file, ScalarNode value) {}

    /** The first such value. */
    private Optional<Place> place(RouteFile file, Node within, Predicate<ScalarNode> wanted) {
        return places(file, within).filter(place -> wanted.test(place.value())).findFirst();
    }

    /** All values: first of what was being built, then of its file, then of the other files. */
    private Stream<Place> places(RouteFile file, Node within) {
        Stream<Place> near = values(file, within).stream().map(value -> new Place(file, value));
        Stream<Place> far = files.stream()
                .filter(other -> other != file)
                .flatMap(other -> Nodes.values(other.root()).stream().map(value -> new Place(other, value)));
        return Stream.concat(near, far);
    }

    private Problem missingComponent(String uri, RouteFile file, Node within) {
        String scheme = uri.split(":", 2)[0];
        String sentence = "there is no component '" + scheme + "'"
                + Nearest.to(scheme, words.components())
                        .map(meant -> "; did you mean '" + meant + "'?")
                        .orElse(": correct its name, or put its jar into plugins/.");
        return endpointNode(uri, file, within)
                .map(node -> file.problem(node, sentence))
                .orElse(file.problem(within, sentence));
    }

    private Problem endpoint(ResolveEndpointFailedException failure, RouteFile file, Node within) {
        List<String> unknown = FailureSentence.unknownOptions(failure);
        Node node = endpointNode(failure.getUri(), file, within)
                .map(Node.class::cast)
                .orElse(within);
        if (unknown.isEmpty()) {
            return file.problem(node, FailureSentence.withoutRoute(failure));
        }
        String option = unknown.get(0);
        String scheme = failure.getUri().split(":", 2)[0];
        EndpointUriFactory factory = context.getCamelContextExtension().getEndpointUriFactory(scheme);
        String sentence = base(failure.getUri()) + " has no option '" + option + "'"
                + meant(factory == null ? Optional.empty() : Nearest.to(option, factory.propertyNames()));
        int after = node instanceof ScalarNode scalar ? scalar.getValue().indexOf(option + "=") : -1;
        if (after >= 0) {
            return file.problem(node, after, sentence);
        }
        return key(file, option, node.getStartMark().orElse(null))
                .map(key -> file.problem(key.node(), sentence))
                .orElse(file.problem(node, sentence));
    }

    private Optional<ScalarNode> endpointNode(String uri, RouteFile file, Node within) {
        String base = base(uri);
        return values(file, within).stream()
                .filter(value -> base.equals(base(resolved(value.getValue()))))
                .findFirst();
    }

    /** Inside what was being built first, then in the rest of the file. */
    private static List<ScalarNode> values(RouteFile file, Node within) {
        List<ScalarNode> answer = Nodes.values(within);
        answer.addAll(Nodes.values(file.root()));
        return answer;
    }

    private String resolved(String value) {
        try {
            return context.resolvePropertyPlaceholders(value);
        } catch (IllegalArgumentException e) {
            // A placeholder that cannot be resolved is a problem of its own.
            return value;
        }
    }

    private static String base(String uri) {
        return uri.split("\\?", 2)[0].replace("://", ":");
    }

    private static Problem at(RouteFile file, @Nullable Mark mark, String sentence) {
        return mark == null
                ? Problem.of(file.source().name(), sentence)
                : new Problem(file.source().name(), mark.getLine() + 1, mark.getColumn() + 1, sentence, false);
    }

    static String meant(Optional<String> name) {
        return name.map(meant -> "; did you mean '" + meant + "'?").orElse(".");
    }

    private record Key(ScalarNode node, String parent) {}

    /** The key of that name nearest to a place in the text. */
    private static Optional<Key> key(RouteFile file, String name, @Nullable Mark mark) {
        AtomicReference<@Nullable Key> nearest = new AtomicReference<>();
        Comparator<ScalarNode> byDistance = Comparator.comparingInt(
                node -> Math.abs(index(node.getStartMark().orElse(null)) - index(mark)));
        Nodes.pairs(
                file.root(),
                (parent, below) -> Nodes.keys(below).forEach(key -> {
                    Key known = nearest.get();
                    if (key.getValue().equals(name) && (known == null || byDistance.compare(key, known.node()) < 0)) {
                        nearest.set(new Key(key, parent.getValue()));
                    }
                }));
        if (nearest.get() == null) {
            Nodes.pairs(file.root(), (key, below) -> {
                if (key.getValue().equals(name) && nearest.get() == null) {
                    nearest.set(new Key(key, "this"));
                }
            });
        }
        return Optional.ofNullable(nearest.get());
    }

    private static int index(@Nullable Mark mark) {
        return mark == null ? 0 : mark.getIndex();
    }
}
