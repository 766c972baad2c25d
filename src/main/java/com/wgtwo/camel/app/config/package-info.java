/**
 * What a user can set and how it is found: names, limits, defaults, and the order of precedence (-D, environment,
 * file, default). Nothing in here knows what a setting is used for.
 */
@NullMarked
package com.wgtwo.camel.app.config;

import org.jspecify.annotations.NullMarked;
