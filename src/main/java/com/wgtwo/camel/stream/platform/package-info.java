/**
 * The streams the platform offers, one small class each: how its request is built, how an event is read, how it is
 * acknowledged and how the answer is judged.
 */
@NullMarked
package com.wgtwo.camel.stream.platform;

import org.jspecify.annotations.NullMarked;
