package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Pages that are made of the components' annotations say what the annotations say. */
class GeneratedPagesTest {

    @Test
    void optionsAreThoseOfTheCatalog() throws IOException {
        String wanted = Catalog.options(Catalog.events(), Catalog.webhook());

        assertThat(wanted)
                .contains(
                        "| `maxInFlight` | integer | `50` |",
                        "| `ackTimeout` | duration | `30s` |",
                        "| `connectionsPerTarget` | integer | `200` |",
                        "| `timeout` | duration | `10s` |");
        new Page("docs/options.md").mustBe(wanted);
    }

    @Test
    void headersAreThoseOfTheCatalog() throws IOException {
        String wanted = Catalog.events().headers();

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
        String events = Catalog.events().component();
        String webhook = Catalog.webhook().component();

        assertThat(events).contains("\"scheme\" : \"wgtwo\"", "\"maxInFlight\"");
        assertThat(webhook).contains("\"scheme\" : \"wgtwo-webhook\"", "\"timeout\"");
        new Page("docs/catalog/wgtwo.json").mustBe(events);
        new Page("docs/catalog/wgtwo-webhook.json").mustBe(webhook);
    }

    @Test
    void whatEditorsTellOfSpringBootsPropertiesIsThatOfTheCatalog() throws IOException {
        String wanted = Catalog.events().springBoot();

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
