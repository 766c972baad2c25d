package com.wgtwo.camel.app.event;

/** Shortens what may not be shown in full. */
public final class Masked {
    private static final int SHOWN_DIGITS = 2;

    private Masked() {}

    /** A phone number with all but its last two digits hidden; a very short one is hidden as a whole. */
    public static String number(String number) {
        int hidden = number.length() <= 2 * SHOWN_DIGITS ? number.length() : number.length() - SHOWN_DIGITS;
        return "*".repeat(hidden) + number.substring(hidden);
    }
}
