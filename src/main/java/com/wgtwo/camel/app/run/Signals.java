package com.wgtwo.camel.app.run;

import java.util.List;
import sun.misc.Signal;

/**
 * Takes over the signals that ask the program to end. Without this, Java ends with 128 plus the signal's number however
 * well the program has stopped, and a supervisor takes that for a crash.
 */
final class Signals {
    private static final List<String> END = List.of("TERM", "INT", "HUP");

    private Signals() {}

    /** Runs the given action when the program is asked to end; it must not take long. */
    static void onEnd(Runnable action) {
        for (String name : END) {
            try {
                Signal.handle(new Signal(name), signal -> action.run());
            } catch (IllegalArgumentException e) {
                // Not on this system, or kept by the JVM (-Xrs): then Java's own way of ending applies.
                continue;
            }
        }
    }
}
