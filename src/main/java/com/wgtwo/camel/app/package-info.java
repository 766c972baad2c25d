/**
 * The application around the component: a command line, camel-main with settings beside the jar, and the beans that the
 * shipped routes use. No logic that a YAML route can hold.
 */
@NullMarked
package com.wgtwo.camel.app;

import org.jspecify.annotations.NullMarked;
