package com.wgtwo.camel.bench;

import java.util.Locale;
import java.util.Map;

/** Prints the results as a Markdown table, a row for each setting and client. */
final class Table {
    private boolean headed;

    void print(Cell cell, Map<Client, Result> results) {
        if (!headed) {
            System.out.println(
                    "| window | receiver | order | subscribers | client | instances | events/s | ratio"
                            + " | CPU s per 100,000 | ratio | p50 ms | p99 ms | ratio | peak MB | MB at the end | second half | grown MB |");
            System.out.println(
                    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
            headed = true;
        }
        Result reference = results.get(Client.REFERENCE);
        results.forEach((client, result) -> System.out.printf(
                Locale.ROOT,
                "| %d | %d ms | %s | %d | %s | %d | %.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %d | %d | %.2f | %d |%n",
                cell.window(),
                cell.delay(),
                client == Client.PRODUCT ? cell.ordering() : "none",
                cell.subscribers(),
                client.title(),
                client == Client.PRODUCT ? cell.instances() : 1,
                result.rate(),
                result.rate() / reference.rate(),
                result.cpu(),
                result.cpu() / reference.cpu(),
                result.p50() / 1000.0,
                result.p99() / 1000.0,
                (double) result.p99() / reference.p99(),
                result.megabytes(),
                result.resident(),
                result.later(),
                result.growth()));
    }
}
