/**
 * The console page on the management port: streams, last events, dead letters, routes and health, live. Nothing in here
 * does anything until somebody opens the page.
 */
@NullMarked
package com.wgtwo.camel.app.console;

import org.jspecify.annotations.NullMarked;
