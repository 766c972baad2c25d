package com.wgtwo.camel.docs;

import com.wgtwo.camel.app.manage.ProgramMetric;
import com.wgtwo.camel.component.metrics.StreamMetric;
import java.util.Arrays;
import java.util.Locale;

/** The metrics the program tells, as Markdown. */
final class MetricsPage {

    private static final String HEAD = "| metric | type | meaning |\n| --- | --- | --- |\n";

    private MetricsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(
                        "<!-- Generated from the enums StreamMetric and ProgramMetric by GeneratedPagesTest. Do not"
                                + " edit. -->\n\n")
                .append("# Metrics\n\n")
                .append("At `/observe/metrics` of the management port, in the format of Prometheus. Beside these there"
                        + " are")
                .append(" Camel's own, for each route (`camel_…`, label `routeId`), and those of the JVM (`jvm_…`,"
                        + " `process_…`,")
                .append(" `system_…`). No label and no value holds a number of a subscriber or a text.\n");
        page.append(
                        "\n"
                                + "## Each stream\n\n"
                                + "Labels: `route` (the route that subscribes), `stream` (with the event type, such as `events/SMS_EVENT`; with several regions `dublin:events/SMS_EVENT`), `region` (empty when there")
                .append(" is only one). Counters and histograms count from the start of the route.\n\n");
        streams(page);
        page.append("\n## The program\n\n").append(HEAD);
        for (ProgramMetric metric : ProgramMetric.values()) {
            row(page, metric.sample(), "gauge", metric.meaning());
        }
        row(page, "wgtwo_info", "gauge", "always 1; the label `version` says which version of the program runs");
        return page.append("\n## What to be woken for\n\n")
                .append("| expression | why |\n| --- | --- |\n")
                .append("| `wgtwo_revocations_not_cleaned_up > 0` for 5 minutes | somebody's data is to be erased and"
                        + " is not |\n")
                .append("| `wgtwo_stream_refused == 1` | a right, an argument or the token is wrong; waiting does not"
                        + " mend it |\n")
                .append("| `wgtwo_stream_up == 0` for 10 minutes | the platform keeps events for 30 |\n")
                .append("| `increase(wgtwo_stream_possible_losses_total[1h]) > 0` | events may be gone |\n")
                .append("| `wgtwo_dead_letters > 0` | somebody has to look at them |\n")
                .toString();
    }

    private static void streams(StringBuilder page) {
        page.append(HEAD);
        Arrays.stream(StreamMetric.values())
                .forEach(metric ->
                        row(page, metric.sample(), metric.type().name().toLowerCase(Locale.ROOT), metric.meaning()));
    }

    private static void row(StringBuilder page, String name, String type, String meaning) {
        page.append("| `")
                .append(name)
                .append("` | ")
                .append(type)
                .append(" | ")
                .append(meaning)
                .append(" |\n");
    }
}
