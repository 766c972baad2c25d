package com.wgtwo.camel.bench;

import java.util.ArrayList;
import java.util.List;

/** The programs that do the job, each in a process of its own. */
enum Client {
    /** The packaged jar with the routes and settings it ships with; only what has to be set is set. */
    PRODUCT("wgtwo-camel"),
    /** What it is measured against. */
    REFERENCE("hand-written"),
    STOCK_CAMEL("stock Camel"),
    TUTORIAL("tutorial loop");

    private final String title;

    Client(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    List<String> command(Places places, Cell cell, int platformPort, int receiverPort) {
        List<String> command = new ArrayList<>(List.of(places.java()));
        if (this == PRODUCT) {
            command.addAll(places.productJvm());
            command.addAll(List.of(
                    "-Dwgtwo.target=127.0.0.1:" + platformPort,
                    "-Dwgtwo.plaintext=true",
                    "-Dwgtwo.max-in-flight=" + cell.window(),
                    "-Dwgtwo.ordering=" + cell.ordering(),
                    "-Dsms.webhook.url=http://127.0.0.1:" + receiverPort + "/sms",
                    "-jar",
                    places.jar().toString()));
            return command;
        }
        Class<?> main = switch (this) {
            case REFERENCE -> Reference.class;
            case STOCK_CAMEL -> StockCamel.class;
            default -> Tutorial.class;
        };
        command.addAll(List.of(
                "-cp",
                places.classPath(),
                main.getName(),
                Integer.toString(platformPort),
                Integer.toString(receiverPort),
                Integer.toString(cell.window())));
        return command;
    }
}
