package com.wgtwo.camel.app.recipes;

import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.CamelProgram;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.e2e.Outcome;
import com.wgtwo.camel.e2e.Rig;
import com.wgtwo.camel.e2e.Sent;
import com.wgtwo.camel.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** The shipped routes with a recipe in the place of one of them, fed by a sandbox of the platform. */
final class RecipeUnderTest implements AutoCloseable {
    private static final Path ROUTES = Path.of("routes");

    final Sandbox platform = Sandbox.builder().rememberAcks(100_000).start();
    private final List<Sent> emitted = new ArrayList<>();
    private CamelProgram program;

    /**
     * Starts it.
     *
     * @param folder an empty folder, for the route files
     * @param files by the name of a shipped file, new or not, the recipe that takes its place
     * @param settings of the recipe
     */
    static RecipeUnderTest start(Path folder, Map<String, String> files, Map<String, String> settings)
            throws Exception {
        RecipeUnderTest recipe = new RecipeUnderTest();
        try {
            lay(folder, files);
            Map<String, String> all = new HashMap<>(Map.of(
                    "wgtwo.target",
                    recipe.platform.target(),
                    "wgtwo.plaintext",
                    "true",
                    "wgtwo.event-types",
                    "SMS_EVENT",
                    // The shortest there is, so that what was given up is soon there again.
                    "wgtwo.ack-timeout",
                    "10s",
                    "data.url",
                    "jdbc:h2:mem:" + UUID.randomUUID(),
                    "management.address",
                    "off",
                    "camel.main.shutdown-timeout",
                    "5",
                    "camel.main.routes-include-pattern",
                    "file:" + folder + "/*.camel.yaml"));
            all.putAll(settings);
            recipe.program = new CamelProgram(
                    Settings.of(Path.of(""), all, Map.of()), RecipeUnderTest.class.getClassLoader(), new AppBeans());
            recipe.program.start();
            return recipe;
        } catch (Exception e) {
            recipe.close();
            throw e;
        }
    }

    private static void lay(Path folder, Map<String, String> files) throws IOException {
        try (Stream<Path> shipped = Files.list(ROUTES)) {
            for (Path file : shipped.filter(Files::isRegularFile).toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        // A step that fails is through with its tries, and back where it came from, in a second.
        Path errors = folder.resolve("errors.camel.yaml");
        Files.writeString(
                errors,
                Files.readString(errors)
                        .replace("redeliveryDelay: \"500\"", "redeliveryDelay: \"50\"")
                        .replace("maximumRedeliveryDelay: \"5000\"", "maximumRedeliveryDelay: \"200\""));
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(
                    folder.resolve(file.getKey() + ".camel.yaml"),
                    Files.readString(ROUTES.resolve("examples").resolve(file.getValue() + ".camel.yaml")));
        }
    }

    /** Emits so many SMS, one subscriber after another. */
    void emit(int count, int subscribers) {
        for (int i = 0; i < count; i++) {
            Sent sent = Sent.sms(Rig.subscriber(i % subscribers));
            platform.emit(sent.event());
            emitted.add(sent);
        }
    }

    /** What was emitted, in order. */
    List<Sent> emitted() {
        return List.copyOf(emitted);
    }

    /** The events that the platform holds an acknowledgement of. */
    Set<String> acked() {
        return Outcome.acked(platform).keySet();
    }

    CamelContext context() {
        return program.getCamelContext();
    }

    @Override
    public void close() {
        if (program != null) {
            program.shutdown();
        }
        platform.close();
    }
}
