package com.wgtwo.camel.app;

import java.util.List;

/** What the program does when its name is the first argument. */
@FunctionalInterface
public interface Command {
    /**
     * Does it.
     *
     * @param arguments what follows the name of the command
     * @return exit code, 0 for success
     */
    int execute(List<String> arguments);
}
