package com.wgtwo.camel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The systemd unit that the product ships with: what is measured is run as it says. */
record Service(String file) {
    private static final Pattern OPTIONS =
            Pattern.compile("^ExecStart=\\S*java (.*?) -jar ", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern MEMORY = Pattern.compile("^MemoryMax=(\\d+M)$", Pattern.MULTILINE);

    static Service in(Path root) throws IOException {
        return new Service(Files.readString(root.resolve("deploy/wgtwo-camel.service")));
    }

    /** The options of Java, which is told of the memory that systemd would give it. */
    List<String> jvm() {
        List<String> options = new ArrayList<>(List.of(find(OPTIONS).split("[\\s\\\\]+")));
        options.add("-XX:MaxRAM=" + find(MEMORY));
        return options;
    }

    private String find(Pattern pattern) {
        Matcher matcher = pattern.matcher(file);
        if (!matcher.find()) {
            throw new IllegalStateException("deploy/wgtwo-camel.service has no " + pattern);
        }
        return matcher.group(1);
    }
}
