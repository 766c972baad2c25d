package com.wgtwo.camel.stream.platform;

import org.jspecify.annotations.Nullable;

/** Numbers as the platform sends them, brought into one form. */
public final class PhoneNumbers {

    private PhoneNumbers() {}

    /**
     * The E.164 form with a leading plus; the sandbox sends numbers without it, production sends them with it.
     *
     * @param number a number in international form, perhaps without plus, perhaps with spaces or dashes
     * @return the number, or null when the text is empty; a text that is no number is returned trimmed
     */
    public static @Nullable String normalise(String number) {
        String trimmed = number.trim();
        if (trimmed.isEmpty()) {
            return null;
        }
        if (isE164(trimmed)) {
            return trimmed;
        }
        String digits = trimmed.replaceAll("[\\s().-]", "");
        if (digits.startsWith("00")) {
            digits = digits.substring(2);
        }
        if (digits.startsWith("+")) {
            digits = digits.substring(1);
        }
        return !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9') ? "+" + digits : trimmed;
    }

    /**
     * The number with all but its last two digits hidden, for logs.
     *
     * @param number any form; null gives {@code -}
     */
    public static String mask(@Nullable String number) {
        if (number == null || number.isEmpty()) {
            return "-";
        }
        int shown = Math.min(2, number.length() / 3);
        return "*".repeat(number.length() - shown) + number.substring(number.length() - shown);
    }

    private static boolean isE164(String text) {
        if (text.charAt(0) != '+' || text.length() == 1) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
