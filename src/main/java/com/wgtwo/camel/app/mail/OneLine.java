package com.wgtwo.camel.app.mail;

/** Makes text that came from outside fit for a header of a mail. */
final class OneLine {
    private static final int LONGEST = 200;
    private static final String NOTHING = "unknown";

    private OneLine() {}

    /**
     * The text on one line: control and line separator characters become blanks, {@code =?} is pulled apart so that a
     * reader does not decode what a sender smuggled in, and it ends after {@value #LONGEST} characters.
     */
    static String of(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(LONGEST).map(c -> isLineOrControl(c) ? ' ' : c).forEach(line::appendCodePoint);
        String answer = line.toString().replace("=?", "= ?").strip();
        return answer.isEmpty() ? NOTHING : answer;
    }

    private static boolean isLineOrControl(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
