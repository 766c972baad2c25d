package com.wgtwo.camel.app.routes;

import com.wgtwo.camel.app.mail.TestMailServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mail server that gives chosen answers to chosen commands, and plain agreement to others. */
final class ScriptedMailServer extends TestMailServer {
    private final Map<String, String> answers;
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /** @param answers the answer by the first word of a command */
    ScriptedMailServer(Map<String, String> answers) throws IOException {
        this.answers = answers;
        start();
    }

    /** Everything that was said to it. */
    List<String> commands() {
        return commands;
    }

    @Override
    protected void talk(BufferedReader in, OutputStream out) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add(line);
            String word = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
            say(out, answers.getOrDefault(word, word.equals("DATA") ? "354 go on" : "250 fine"));
            if (word.equals("DATA") && !answers.containsKey("DATA")) {
                while (!".".equals(line) && line != null) {
                    line = in.readLine();
                }
                say(out, answers.getOrDefault(".", "250 taken"));
            }
        }
    }
}
