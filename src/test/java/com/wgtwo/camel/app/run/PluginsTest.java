package com.wgtwo.camel.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.plugins.Plugins;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluginsTest {
    private static final String COMPONENT = """
        package plugin;

        import java.util.Map;
        import org.apache.camel.*;
        import org.apache.camel.support.*;

        public class HelloComponent extends DefaultComponent {
            protected Endpoint createEndpoint(String uri, String name, Map<String, Object> parameters) {
                return new DefaultEndpoint(uri, this) {
                    public Producer createProducer() {
                        return new DefaultProducer(this) {
                            public void process(Exchange exchange) {
                                exchange.getMessage().setBody("hello " + name);
                            }
                        };
                    }

                    public Consumer createConsumer(Processor processor) {
                        throw new UnsupportedOperationException();
                    }
                };
            }
        }
        """;

    @TempDir
    private Path directory;

    @Test
    void aComponentInAPluginIsThereAtTheNextStart() throws Exception {
        Files.createDirectories(directory.resolve("plugins"));
        jar(directory.resolve("plugins/hello.jar"), compile());
        Files.writeString(
                directory.resolve("hello.camel.yaml"),
                "- route: {id: hello, from: {uri: 'timer:once?repeatCount=1', steps: [{to: 'hello:world'},"
                        + " {log: {loggingLevel: WARN, message: '${body}'}}]}}");
        Settings settings = Settings.of(
                Path.of(""),
                Map.of(
                        "wgtwo.target",
                        "127.0.0.1:1",
                        "data.url",
                        "jdbc:h2:mem:" + UUID.randomUUID(),
                        "routes.reload",
                        "false",
                        "management.address",
                        "off",
                        "camel.main.routes-include-pattern",
                        "file:" + directory + "/*.camel.yaml"),
                Map.of());
        AtomicReference<Runnable> end = new AtomicReference<>();
        try (LogLines log = new LogLines()) {
            CompletableFuture<Integer> running = CompletableFuture.supplyAsync(
                    () -> new Run(directory, () -> settings, end::set).execute(List.of()));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> log.atLeast(Level.WARN).contains("hello world"));
            end.get().run();
            assertThat(running.get(30, TimeUnit.SECONDS)).isZero();
            assertThat(log.atLeast(Level.INFO)).contains("From plugins/: hello.jar");
        }
    }

    @Test
    void withoutPluginsTheClassLoaderStaysTheSame() {
        ClassLoader parent = PluginsTest.class.getClassLoader();
        assertThat(Plugins.in(directory.resolve("plugins")).over(parent)).isSameAs(parent);
    }

    private Path compile() throws IOException {
        Path source = directory.resolve("src/plugin/HelloComponent.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, COMPONENT);
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(result).isZero();
        return classes;
    }

    private static void jar(Path target, Path classes) throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target));
                var files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                add(jar, classes.relativize(file).toString(), Files.readAllBytes(file));
            }
            add(
                    jar,
                    "META-INF/services/org/apache/camel/component/hello",
                    "class=plugin.HelloComponent".getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(JarOutputStream jar, String name, byte[] content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content);
        jar.closeEntry();
    }
}
