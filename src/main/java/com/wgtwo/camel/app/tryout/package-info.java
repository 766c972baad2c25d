/**
 * Runs one event through the routes with everything that would leave the program shown instead of done: no request, no
 * mail, no statement, no file.
 */
@NullMarked
package com.wgtwo.camel.app.tryout;

import org.jspecify.annotations.NullMarked;
