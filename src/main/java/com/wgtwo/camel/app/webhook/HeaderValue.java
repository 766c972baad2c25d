package com.wgtwo.camel.app.webhook;

/** What of a text can be the value of a header. */
final class HeaderValue {
    private HeaderValue() {}

    /** The text with a space for each control character: a line end would begin another header. */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isControl(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder value = new StringBuilder(text);
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                value.setCharAt(i, ' ');
            }
        }
        return value.toString();
    }

    private static boolean isControl(char c) {
        return (c < ' ' && c != '\t') || c == 0x7f;
    }
}
