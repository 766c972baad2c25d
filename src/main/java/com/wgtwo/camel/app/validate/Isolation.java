package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.AppBeans;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.data.Database;
import java.util.List;
import java.util.UUID;

/** Keeps a program whose routes are only looked at to itself: no port, no JMX, no traces, no database but one in memory. */
public final class Isolation {
    /** Where nobody listens; nothing is ever sent there. */
    private static final String NOWHERE = "127.0.0.1:1";

    private Isolation() {}

    /** Decides what the settings have to be for that, on a reading of them for this purpose alone. */
    public static void apply(Settings settings) {
        List.of(
                        "camel.main.jmx-enabled",
                        "camel.main.dev-console-enabled",
                        "camel.server.enabled",
                        "camel.management.enabled")
                .forEach(name -> settings.decide(name, "false"));
        settings.decide("management.address", "off");
        settings.decide("tracing.endpoint", "");
        if (settings.isWithoutPlatform()) {
            settings.standIn(NOWHERE);
        }
    }

    /** The beans routes refer to, with a database that is gone with the program. */
    public static AppBeans beans() {
        return new AppBeans(
                (url, username, password) -> Database.open("jdbc:h2:mem:" + UUID.randomUUID(), "", () -> ""));
    }
}
