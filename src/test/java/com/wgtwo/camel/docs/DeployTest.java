package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files in deploy/ fit the program as it is shipped. */
class DeployTest {
    private final Map<String, JsonNode> manifests = new TreeMap<>();
    private Properties shipped;

    @BeforeEach
    void read() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Yaml yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        StreamSupport.stream(
                        yaml.loadAll(new Page("deploy/kubernetes.yaml").text()).spliterator(), false)
                .map(document -> (JsonNode) mapper.valueToTree(document))
                .forEach(document -> manifests.put(document.path("kind").asText(), document));
        shipped = properties(new Page("application.properties").text());
    }

    private static Properties properties(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }

    private JsonNode pod() {
        return manifests.get("Deployment").at("/spec/template/spec");
    }

    @Test
    void theGracePeriodIsLongerThanTheShutdownTakes() throws IOException {
        int shutdown = Integer.parseInt(shipped.getProperty("camel.main.shutdown-timeout"));
        assertThat(pod().path("terminationGracePeriodSeconds").asInt()).isGreaterThan(shutdown + 15);
        assertThat(unit("TimeoutStopSec").get(0))
                .satisfies(seconds -> assertThat(Integer.parseInt(seconds)).isGreaterThan(shutdown + 15));
    }

    @Test
    void probesAskTheTwoPagesThatNeedNoToken() {
        JsonNode container = pod().at("/containers/0");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/observe/health/live");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/observe/health/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/observe/health/ready");
    }

    @Test
    void itRunsWithoutRightsAndWithoutAWritableFileSystem() {
        assertThat(pod().at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        JsonNode rights = pod().at("/containers/0/securityContext");
        assertThat(rights.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(rights.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(rights.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
    }

    @Test
    void replicasShareAQueueAndADatabaseAndEverySecretIsAFileThatIsThere() throws IOException {
        Properties given = properties(
                manifests.get("ConfigMap").at("/data/application.properties").asText());
        assertThat(manifests.get("Deployment").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(shipped.stringPropertyNames()).containsAll(given.stringPropertyNames());
        assertThat(given.getProperty("data.url")).startsWith("jdbc:postgresql:");
        assertThat(given.getProperty("wgtwo.queue-name")).isNotEmpty();
        List<String> secrets = given.values().stream()
                .flatMap(value -> Pattern.compile("\\{\\{file:/run/secrets/wgtwo/(.+)}}")
                        .matcher(value.toString())
                        .results()
                        .map(found -> found.group(1)))
                .toList();
        JsonNode files = manifests.get("Secret").path("stringData");
        assertThat(secrets).hasSize(files.size()).allMatch(files::has);
        assertThat(pod().at("/containers/0/volumeMounts"))
                .anyMatch(mount -> mount.path("mountPath").asText().equals("/run/secrets/wgtwo"));
    }

    @Test
    void theUnitSetsPropertiesThatExistAndLoadsTheSecretsItNames() throws IOException {
        List<String> known = shipped.stringPropertyNames().stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                .toList();
        List<String> loaded = unit("LoadCredential").stream()
                .map(line -> line.split(":", 2)[0])
                .toList();
        assertThat(unit("Environment")).isNotEmpty().allSatisfy(line -> {
            assertThat(known).contains(line.split("=", 2)[0]);
            if (line.contains("%d/")) {
                assertThat(loaded).contains(line.replaceAll(".*%d/(.*)}}", "$1"));
            }
        });
        assertThat(unit("Restart")).containsExactly("always");
        assertThat(unit("KillSignal")).containsExactly("SIGTERM");
    }

    /** A Java that does not know an option does not start. */
    @Test
    void javaTakesTheOptionsOfBothFiles() throws Exception {
        Matcher unit = Pattern.compile("ExecStart=/usr/bin/java (.+?) -jar", Pattern.DOTALL)
                .matcher(new Page("deploy/wgtwo-camel.service").text());
        assertThat(unit.find()).isTrue();
        JsonNode option = pod().at("/containers/0/env/0");
        assertThat(option.path("name").asText()).isEqualTo("JAVA_TOOL_OPTIONS");

        for (String options : List.of(unit.group(1), option.path("value").asText())) {
            List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
            command.addAll(List.of(options.split("[\\s\\\\]+")));
            command.add("-version");
            Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(java.waitFor()).as(said).isZero();
            assertThat(options).contains("-XX:MaxRAMPercentage=50", "-XX:CompileThresholdScaling=4", "-Xms64m");
        }
    }

    private static List<String> unit(String name) throws IOException {
        return new Page("deploy/wgtwo-camel.service")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + "="))
                .map(line -> line.substring(name.length() + 1))
                .toList();
    }
}
