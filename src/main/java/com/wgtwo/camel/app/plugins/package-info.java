/**
 * Jars that a user adds to the program: finding, fetching and removing them, and refusing those that do not fit what is
 * inside. Nothing here runs routes.
 */
@NullMarked
package com.wgtwo.camel.app.plugins;

import org.jspecify.annotations.NullMarked;
