package com.wgtwo.camel.app.config;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.stream.platform.EventTypes;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.Ordered;
import org.apache.camel.spi.LoadablePropertiesSource;
import org.apache.camel.util.OrderedLocationProperties;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one run, as a properties source for Camel. A name is looked up, in this order, among what the
 * program itself decided (the addresses of the embedded sandbox), {@code -D} system properties, environment variables
 * (upper case, {@code _} for {@code .} and {@code -}), {@code application.properties} in the working directory, and
 * the defaults inside the jar, which are the same file as shipped.
 *
 * <p>This holds for every name a route asks for with <code>{{name}}</code>, not only for the documented ones. The
 * file is read as UTF-8.
 */
public final class Settings implements LoadablePropertiesSource, Ordered {
    /** Names whose values are needed before placeholders can be resolved, the levels of loggers aside. */
    private static final List<String> PLAIN =
            List.of("routes.reload", "log.level", "log.format", "sandbox.events-per-second");

    private static final String SHIPPED = "/com/wgtwo/camel/app/application.properties";

    private static final String EVENT_TYPES = "wgtwo.event-types";

    private final Map<String, String> decided = new ConcurrentHashMap<>();
    private final Map<String, String> systemProperties;
    private final Map<String, String> environment;
    private volatile Map<String, String> file;
    private final Map<String, String> defaults;
    private final String fileName;
    private final Path path;

    private Settings(
            Map<String, String> systemProperties, Map<String, String> environment, Path path, String fileName) {
        this(
                Map.copyOf(systemProperties),
                Map.copyOf(environment),
                path,
                fileName,
                Files.exists(path) ? read(path) : Map.of(),
                shipped());
    }

    private Settings(
            Map<String, String> systemProperties,
            Map<String, String> environment,
            Path path,
            String fileName,
            Map<String, String> file,
            Map<String, String> defaults) {
        this.systemProperties = systemProperties;
        this.environment = environment;
        this.path = path;
        this.fileName = fileName;
        this.file = file;
        this.defaults = defaults;
    }

    /**
     * Reads {@code application.properties} in {@code directory}, if there is one, and the defaults.
     *
     * @param systemProperties what was given by {@code -D}
     * @param environment the environment variables
     * @throws UserMistake when the file cannot be read
     */
    public static Settings of(Path directory, Map<String, String> systemProperties, Map<String, String> environment) {
        return new Settings(
                systemProperties, environment, directory.resolve("application.properties"), "application.properties");
    }

    /** The settings of this process: its system properties, its environment, its working directory. */
    public static Settings ofThisProcess() {
        Map<String, String> systemProperties = new LinkedHashMap<>();
        Properties given = System.getProperties();
        given.stringPropertyNames().forEach(name -> systemProperties.put(name, given.getProperty(name)));
        return of(Path.of(""), systemProperties, System.getenv());
    }

    @Override
    public String getName() {
        return "wgtwo-camel";
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST;
    }

    /** The value of a name by the order of precedence, or null when nothing and nobody sets it. */
    @Override
    public @Nullable String getProperty(String name) {
        String value = decided.get(name);
        if (value == null) {
            value = systemProperties.get(name);
        }
        if (value == null) {
            value = environment.get(Setting.environmentName(name));
        }
        if (value == null) {
            value = file.get(name);
        }
        if (value == null) {
            value = defaults.get(name);
        }
        Setting setting = SettingsCatalog.SETTINGS.get(name);
        // A blank at the end of a line is not seen by whoever wrote it, but can belong to a password.
        return value == null || setting == null || setting.secret() ? value : value.strip();
    }

    /** Where the file is, if there is one. */
    public Path path() {
        return path;
    }

    /** The lines of the file, as a person sees them; none when there is no file. */
    public List<String> fileLines() {
        try {
            return Files.exists(path) ? Files.readAllLines(path) : List.of();
        } catch (IOException e) {
            throw new UserMistake("Cannot read " + path.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    /** Like {@link #getProperty}, with an empty text for what is not set. */
    public String get(String name) {
        return Optional.ofNullable(getProperty(name)).orElse("");
    }

    /**
     * The value of a name that is needed before placeholders can be resolved.
     *
     * @throws UserMistake when it has one
     */
    public String getPlain(String name) {
        String value = get(name);
        if (value.contains("{{")) {
            throw new UserMistake(
                    name + " is '" + value + "', but is needed before placeholders are known: write the value itself.");
        }
        return value;
    }

    /** Secrets that were given with -D, where the list of processes shows them to everybody on the machine. */
    public List<String> secretsOnCommandLine() {
        return SettingsCatalog.SETTINGS.values().stream()
                .filter(setting -> setting.secret()
                        && !systemProperties.getOrDefault(setting.name(), "").isEmpty()
                        && !get(setting.name()).contains("{{"))
                .map(Setting::name)
                .toList();
    }

    /**
     * The files that values ask for with <code>{{file:...}}</code>. Those of environment variables are among them whatever property
     * they are for, as a variable does not tell.
     */
    public List<Path> secretFiles() {
        List<String> values = new ArrayList<>(environment.values());
        names().forEach(name -> values.add(get(name)));
        return SecretFiles.in(values);
    }

    /** Every name that is set by a file, a system property or the defaults; environment variables have other names. */
    public Set<String> names() {
        TreeSet<String> names = new TreeSet<>(defaults.keySet());
        names.addAll(file.keySet());
        names.addAll(systemProperties.keySet());
        return names;
    }

    /** True while no platform is named, so that the sandbox inside the program stands in for it. */
    public boolean isWithoutPlatform() {
        return get("wgtwo.target").isEmpty() && get(Regions.LIST).isEmpty();
    }

    /**
     * Names a stand-in for the platform. It has all event types, and they are subscribed to as long as nobody has chosen.
     *
     * @param target its host and port
     */
    public void standIn(String target) {
        decide("wgtwo.target", target);
        if (isShipped(EVENT_TYPES)) {
            decide(EVENT_TYPES, EventTypes.all().stream().map(Enum::name).collect(Collectors.joining(",")));
        }
    }

    /** True when nobody changed the value that the program is shipped with. */
    public boolean isShipped(String name) {
        return !decided.containsKey(name)
                && !systemProperties.containsKey(name)
                && !environment.containsKey(Setting.environmentName(name))
                && get(name).equals(defaults.getOrDefault(name, "").strip());
    }

    /** Sets a value that wins over whatever the user gave: what the embedded sandbox brings along. */
    public void decide(String name, String value) {
        decided.put(name, value);
    }

    /**
     * Takes over what another reading of the same settings found in the file, and what was decided on top of it. The
     * command line, the environment and the defaults are those of the process and cannot differ.
     */
    public void adopt(Settings other) {
        file = other.file;
        decided.keySet().retainAll(other.decided.keySet());
        decided.putAll(other.decided);
    }

    /** What is set now, untouched by what is adopted or decided later. */
    public Settings copy() {
        Settings copy = new Settings(systemProperties, environment, path, fileName, file, defaults);
        copy.decided.putAll(decided);
        return copy;
    }

    @Override
    public Properties loadProperties() {
        return loadProperties(name -> true);
    }

    /** Everything that has a property's name; Camel itself adds environment variables for its own options. */
    @Override
    public Properties loadProperties(Predicate<String> filter) {
        OrderedLocationProperties answer = new OrderedLocationProperties();
        defaults.forEach((name, value) -> put(answer, "shipped defaults", name, value, filter));
        file.forEach((name, value) -> put(answer, fileName, name, value, filter));
        systemProperties.forEach((name, value) -> put(answer, "-D", name, value, filter));
        decided.forEach((name, value) -> put(answer, "decided by the program", name, value, filter));
        return answer;
    }

    @Override
    public void reloadProperties(String location) {
        // Nothing to do: an edited file is taken over with adopt, after it was checked.
    }

    /**
     * Refuses names this program does not know and values it cannot use.
     *
     * @param resolve replaces placeholders in a value, as Camel does
     * @throws UserMistake with a sentence for the first thing that is wrong
     */
    public void check(UnaryOperator<String> resolve) {
        PLAIN.forEach(this::getPlain);
        TreeSet<String> given = new TreeSet<>(systemProperties.keySet());
        given.addAll(file.keySet());
        for (String name : given) {
            boolean ours = SettingsCatalog.PREFIXES.stream().anyMatch(name::startsWith);
            if (SettingsCatalog.isLevelOfLogger(name)) {
                String complaint = SettingsCatalog.logLevel(getPlain(name).strip());
                if (complaint != null) {
                    throw new UserMistake(name + " is '" + get(name) + "' but " + complaint);
                }
            } else if (ours && !SettingsCatalog.SETTINGS.containsKey(name) && !Regions.isTarget(name)) {
                throw unknown(name, origin(name));
            }
        }
        for (String variable : new TreeSet<>(environment.keySet())) {
            checkVariable(variable);
        }
        for (Setting setting : SettingsCatalog.SETTINGS.values()) {
            String value = resolve.apply(get(setting.name()));
            if (value.contains("{{")) {
                // Judged when it is known; without a platform this is asked once before that.
                continue;
            }
            String complaint = setting.check().complaint(value);
            if (complaint != null) {
                throw new UserMistake(setting.refusal(value, complaint) + " (set by " + origin(setting.name()) + ")");
            }
        }
        Regions.check(given, name -> resolve.apply(get(name)).strip());
        needsType(resolve, "voicemail.mail.to", "VOICEMAIL_EVENT");
        needsType(resolve, "sms.answer.url", "SMS_EVENT");
        together(resolve, "wgtwo.client-id", "wgtwo.client-secret");
        together(resolve, "wgtwo.client-certificate", "wgtwo.client-key");
        together(resolve, "sms.mail.username", "sms.mail.password");
    }

    /** A target whose events are not subscribed to would never have anything to do. */
    private void needsType(UnaryOperator<String> resolve, String target, String type) {
        // The sandbox inside the program sends all types in place of the shipped ones.
        boolean all = isWithoutPlatform() && isShipped(EVENT_TYPES);
        boolean subscribed = Arrays.asList(resolve.apply(get("wgtwo.streams")).split("\\s*,\\s*", -1))
                        .contains("events")
                && Arrays.asList(resolve.apply(get(EVENT_TYPES)).split("\\s*,\\s*", -1))
                        .contains(type);
        if (!resolve.apply(get(target)).isEmpty() && !all && !subscribed) {
            throw new UserMistake(target + " is set but takes the stream events with " + type
                    + " in wgtwo.event-types: add it there.");
        }
    }

    private void together(UnaryOperator<String> resolve, String name, String other) {
        boolean one = !resolve.apply(get(name)).isEmpty();
        boolean two = !resolve.apply(get(other)).isEmpty();
        if (one != two) {
            throw new UserMistake(
                    (one ? name : other) + " is set but " + (one ? other : name) + " is empty: give both or neither");
        }
    }

    /**
     * Only near misses are refused here, because others may use WGTWO_ or DATA_ variables for purposes of their own
     * and Kubernetes adds some for every service (SMS_PORT, SMS_SERVICE_HOST).
     */
    private void checkVariable(String variable) {
        boolean ours =
                SettingsCatalog.PREFIXES.stream().map(Setting::environmentName).anyMatch(variable::startsWith);
        boolean kubernetes = variable.endsWith("_SERVICE_HOST")
                || variable.contains("_SERVICE_PORT")
                || variable.endsWith("_PORT")
                || variable.contains("_PORT_");
        if (!ours || kubernetes) {
            return;
        }
        var known = SettingsCatalog.SETTINGS.keySet().stream()
                .map(Setting::environmentName)
                .toList();
        if (known.contains(variable)) {
            return;
        }
        Nearest.to(variable, known).ifPresent(meant -> {
            throw new UserMistake(
                    "The environment variable " + variable + " sets nothing; did you mean " + meant + "?");
        });
    }

    private static UserMistake unknown(String name, String origin) {
        String hint = Nearest.to(name, SettingsCatalog.SETTINGS.keySet())
                .map(meant -> "did you mean " + meant + "?")
                .orElse(
                        "application.properties as shipped lists all there are; names of your own need another prefix.");
        return new UserMistake("There is no property " + name + " (set by " + origin + "); " + hint);
    }

    /** True when the file decides about a property, and nothing that wins over it. */
    public boolean isFromFile(String name) {
        return !decided.containsKey(name) && origin(name).equals(fileName);
    }

    private String origin(String name) {
        if (systemProperties.containsKey(name)) {
            return "-D" + name;
        }
        if (environment.containsKey(Setting.environmentName(name))) {
            return "the environment variable " + Setting.environmentName(name);
        }
        return file.containsKey(name) ? fileName : "default";
    }

    private static void put(
            OrderedLocationProperties to, String location, String name, String value, Predicate<String> filter) {
        if (filter.test(name)) {
            to.put(location, name, value);
        }
    }

    private static Map<String, String> read(Path path) {
        try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
            Properties properties = new Properties();
            properties.load(reader);
            return asMap(properties);
        } catch (MalformedInputException e) {
            throw new UserMistake(path.toAbsolutePath() + " is not UTF-8 text: save it in that encoding.", e);
        } catch (IOException | IllegalArgumentException e) {
            throw new UserMistake("Cannot read " + path.toAbsolutePath() + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> shipped() {
        try (InputStream stream = Settings.class.getResourceAsStream(SHIPPED)) {
            if (stream == null) {
                throw new IllegalStateException(SHIPPED + " is missing in this jar");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return asMap(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> asMap(Properties properties) {
        Map<String, String> answer = new LinkedHashMap<>();
        properties.stringPropertyNames().forEach(name -> answer.put(name, properties.getProperty(name)));
        return answer;
    }
}
