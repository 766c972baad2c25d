/**
 * Checks what a person edits, the files of routes, kamelets and properties, without running any of it: everything is
 * built aside, in a Camel context that is never started, and what is wrong is told with file, line, column and what was
 * probably meant. Reload, the command {@code validate} and a start that fails say the same sentences.
 */
@NullMarked
package com.wgtwo.camel.app.validate;

import org.jspecify.annotations.NullMarked;
