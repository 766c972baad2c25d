package com.wgtwo.camel.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wgtwo.camel.app.UserMistake;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PluginsCommandTest {
    private static final Inside INSIDE = new Inside(List.of(
            new Library("org.apache.camel", "camel-core", "4.17.0"),
            new Library("io.grpc", "grpc-core", "1.78.0"),
            new Library("com.google.protobuf", "protobuf-java", "3.25.8"),
            new Library("io.netty", "netty-common", "4.1.130.Final"),
            new Library("org.slf4j", "slf4j-api", "2.0.17")));

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Library> asked = new ArrayList<>();

    @Test
    void whatIsAddedIsTheLibraryAndWhatItNeedsButNotWhatIsInside() throws IOException {
        int code = plugins(
                "org.apache.camel:camel-kafka:4.17.0",
                "org.apache.camel:camel-core:4.17.0",
                "org.apache.kafka:kafka-clients:3.9.1",
                "io.netty:netty-common:4.1.135.Final",
                "org.slf4j:slf4j-api:1.7.36",
                "add",
                "camel-kafka");

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Added org.apache.camel:camel-kafka:4.17.0", "with 1 jars");
        assertThat(code).isZero();
        assertThat(asked).containsExactly(new Library("org.apache.camel", "camel-kafka", "4.17.0"));
        assertThat(files())
                .containsExactly("camel-kafka/camel-kafka-4.17.0.jar", "camel-kafka/kafka-clients-3.9.1.jar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org.apache.camel:camel-support:4.18.0 | Camel's version inside this program is 4.17.0
            io.grpc:grpc-core:1.60.0              | grpc-core 1.78.0 is inside this program
            com.google.protobuf:protobuf-java:4.31.0 | protobuf-java 3.25.8 is inside
            io.netty:netty-common:4.2.0.Final     | netty-common 4.1.130.Final is inside
            org.slf4j:slf4j-api:3.0.0             | slf4j-api 2.0.17 is inside
            """)
    void whatDoesNotFitIsRefusedAndNothingIsChanged(String needed, String reason) throws IOException {
        int code = plugins("org.example:thing:1", needed, "add", "org.example:thing:1");

        assertThat(code).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("Not added: " + needed)
                .contains(reason);
        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "org.apache.camel:camel-kafka:4.18.0, Camel's version inside this program is 4.17.0",
        "org.example:thing, is no name of a library",
        "'camel-kafka</artifactId>', is no name of a library"
    })
    void aNameThatCannotBeMeantIsRefusedBeforeAnythingIsFetched(String name, String reason) throws IOException {
        assertThat(plugins("add", name)).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains(reason);
        assertThat(asked).isEmpty();
    }

    @Test
    void twoVersionsOfOneLibraryAreRefused() throws IOException {
        jar(directory.resolve("other/kafka-clients-3.7.0.jar"), "org.apache.kafka", "kafka-clients", "3.7.0");
        assertThat(plugins("org.apache.kafka:kafka-clients:3.9.1", "add", "camel-kafka"))
                .isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("it needs org.apache.kafka:kafka-clients:3.9.1", "is 3.7.0");
    }

    @Test
    void whatIsThereIsListedAndRemoved() throws IOException {
        jar(directory.resolve("camel-old-4.16.0.jar"), "org.apache.camel", "camel-old", "4.16.0");
        jar(directory.resolve("camel-kafka/kafka-clients-3.9.1.jar"), "org.apache.kafka", "kafka-clients", "3.9.1");
        assertThat(plugins("list")).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("kafka-clients-3.9.1.jar  org.apache.kafka:kafka-clients:3.9.1")
                .contains("org.apache.camel:camel-old:4.16.0  does not fit: Camel's version");

        assertThat(plugins("remove", "camel-kafka")).isZero();
        assertThat(files()).containsExactly("camel-old-4.16.0.jar");
        assertThat(plugins("remove", "../" + directory.getFileName())).isEqualTo(1);
        assertThat(plugins("remove")).isEqualTo(2);
    }

    @Test
    void aJarThatDoesNotFitKeepsTheProgramFromStarting() throws IOException {
        jar(directory.resolve("camel-old-4.16.0.jar"), "org.apache.camel", "camel-old", "4.16.0");
        assertThatThrownBy(() -> Plugins.in(directory, () -> INSIDE))
                .isInstanceOf(UserMistake.class)
                .hasMessageContaining(
                        "camel-old-4.16.0.jar does not fit: Camel's version inside this program is 4.17.0");
    }

    @Test
    void withoutJarsNobodyAsksWhatIsInside() {
        Plugins none = Plugins.in(directory, () -> {
            throw new AssertionError("asked");
        });
        assertThat(none.names()).isEmpty();
    }

    /** Runs the command; what comes before the verb is what the libraries of the world are. */
    private int plugins(String... words) throws IOException {
        List<String> all = List.of(words);
        int verb =
                Stream.of("add", "list", "remove").mapToInt(all::indexOf).max().orElseThrow();
        Libraries world = (wanted, camelVersion, workspace) -> {
            asked.addAll(wanted);
            Map<Library, Path> found = new LinkedHashMap<>();
            for (String name : all.subList(0, verb)) {
                String[] parts = name.split(":");
                Path file = workspace.resolve(parts[1] + "-" + parts[2] + ".jar");
                jar(file, parts[0], parts[1], parts[2]);
                found.put(new Library(parts[0], parts[1], parts[2]), file);
            }
            return found;
        };
        printed.reset();
        return new PluginsCommand(
                        directory, () -> INSIDE, world, new PrintStream(printed, true, StandardCharsets.UTF_8))
                .execute(all.subList(verb, all.size()));
    }

    private List<String> files() {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void jar(Path file, String group, String name, String version) throws IOException {
        Files.createDirectories(file.getParent());
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry("META-INF/maven/" + group + "/" + name + "/pom.properties"));
            jar.write(("groupId=" + group + "\nartifactId=" + name + "\nversion=" + version + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }
}
