package com.wgtwo.camel.app.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A mail server that answers nothing of a mail before it has read a number of commands: who waits for the first answer gets
 * none. GreenMail offers no PIPELINING.
 */
final class PipeliningMailServer extends TestMailServer {
    private record Answer(String command, String text, boolean last) {}

    private final String hello;
    private final int together;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private boolean sender;
    private int accepted;
    private boolean expectsText;
    private String piece = "";

    /**
     * @param hello its answer to EHLO
     * @param together how many commands, beginning with MAIL, have to be there before the first is answered
     */
    PipeliningMailServer(String hello, int together) throws IOException {
        this.hello = hello;
        this.together = together;
        start();
    }

    /** Answers the next command that begins so with this, once. */
    PipeliningMailServer answering(String command, String text) {
        answers.add(new Answer(command, text, false));
        return this;
    }

    /** As {@link #answering}, and ends the connection then, whatever else has come. */
    PipeliningMailServer endingAfter(String command, String text) {
        answers.add(new Answer(command, text, true));
        return this;
    }

    /** What was said to it since the last EHLO, of BDAT the first word. */
    List<String> commands() {
        return commands;
    }

    /** The text of mails it has taken for somebody, as it came. */
    List<String> mails() {
        return mails;
    }

    @Override
    protected void talk(BufferedReader in, OutputStream out) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            List<String> flight = new ArrayList<>(List.of(line));
            while (line.startsWith("MAIL") && flight.size() < together) {
                String next = in.readLine();
                if (next == null) {
                    return;
                }
                if (next.startsWith("BDAT")) {
                    piece = read(in, next);
                    next = "BDAT";
                }
                flight.add(next);
            }
            for (String command : flight) {
                Answer answer = answer(command);
                if (command.equals("BDAT") && answer.text().startsWith("2")) {
                    mails.add(piece);
                }
                say(out, answer.text());
                if (answer.last()) {
                    return;
                }
                if (expectsText) {
                    take(in, out);
                }
            }
        }
    }

    private Answer answer(String command) {
        commands.add(command);
        Answer answer = new Answer(command, usual(command), false);
        Answer special = answers.peek();
        if (special != null && command.startsWith(special.command())) {
            answers.remove();
            answer = special;
        }
        boolean agreed = answer.text().startsWith("2");
        if (command.startsWith("MAIL")) {
            sender = agreed;
            accepted = 0;
        } else if (command.startsWith("RCPT") && (agreed || answer.text().equals("OK"))) {
            accepted++;
        }
        expectsText = answer.text().startsWith("354");
        return answer;
    }

    private String usual(String command) {
        if (command.startsWith("EHLO")) {
            commands.clear();
            return hello;
        }
        if (command.startsWith("RCPT") && !sender) {
            return "503 whose mail?";
        }
        if (command.equals("DATA") || command.equals("BDAT")) {
            String agreed = command.equals("DATA") ? "354 go on" : "250 taken";
            return accepted > 0 ? agreed : "554 no recipients";
        }
        return "250 fine";
    }

    /** The text that goes with BDAT, which has to be all of it. */
    private static String read(BufferedReader in, String command) throws IOException {
        String[] words = command.split(" ");
        if (words.length != 3 || !words[2].equals("LAST")) {
            throw new IOException("This server wants the text in one piece, not " + command);
        }
        char[] text = new char[Integer.parseInt(words[1])];
        for (int read = 0; read < text.length; ) {
            int more = in.read(text, read, text.length - read);
            if (more < 0) {
                throw new IOException("The text ends after " + read + " of " + text.length);
            }
            read += more;
        }
        return new String(text);
    }

    private void take(BufferedReader in, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                Answer answer = answer(line);
                if (accepted > 0 && answer.text().startsWith("2")) {
                    mails.add(text.toString());
                }
                say(out, answer.text());
                return;
            }
            text.append(line).append('\n');
        }
    }
}
