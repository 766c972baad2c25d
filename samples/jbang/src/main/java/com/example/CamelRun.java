package com.example;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** The command {@code camel} of Camel JBang, for machines that have Maven and no JBang. */
final class CamelRun {
    private CamelRun() {}

    public static void main(String[] arguments) {
        CamelJBangMain.run(arguments);
    }
}
