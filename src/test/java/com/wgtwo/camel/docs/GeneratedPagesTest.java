package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Pages that are made of the component's annotations say what the annotations say. */
class GeneratedPagesTest {

    @Test
    void optionsAreThoseOfTheCatalog() throws IOException {
        String wanted = Catalog.load().options();

        assertThat(wanted).contains("| `maxInFlight` | integer | `50` |", "| `ackTimeout` | duration | `30s` |");
        new Page("docs/options.md").mustBe(wanted);
    }

    @Test
    void headersAreThoseOfTheCatalog() throws IOException {
        String wanted = Catalog.load().headers();

        assertThat(wanted).contains("| `CamelWgtwoEventId` | `String` | `EVENT_ID` |");
        new Page("docs/headers.md").mustBe(wanted);
    }

    @Test
    void metricsAreThoseOfTheProgram() throws IOException {
        String wanted = MetricsPage.text();

        assertThat(wanted).contains("| `wgtwo_events_received_total` | counter |");
        new Page("docs/metrics.md").mustBe(wanted);
    }

    @Test
    void theCatalogForEditorsIsThatOfTheJar() throws IOException {
        String wanted = Catalog.load().component();

        assertThat(wanted).contains("\"scheme\" : \"wgtwo\"", "\"maxInFlight\"");
        new Page("docs/catalog/wgtwo.json").mustBe(wanted);
    }

    @Test
    void whatEditorsTellOfSpringBootsPropertiesIsThatOfTheCatalog() throws IOException {
        String wanted = Catalog.load().springBoot();

        assertThat(wanted).contains("\"name\" : \"camel.component.wgtwo.oauth-profile\"");
        new Page("src/main/resources/META-INF/spring-configuration-metadata.json").mustBe(wanted);
    }

    @Test
    void columnsAreThoseOfTheInterface() throws IOException {
        String wanted = ColumnsPage.text();

        assertThat(wanted).contains("| `SMS_EVENT` | ", "`from_e164`");
        new Page("docs/columns.md").mustBe(wanted);
    }
}
