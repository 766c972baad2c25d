/**
 * Several events as one message: a step that holds each event until the message that it went into was taken, and the
 * strategy that puts the message together. How many and how long is said by the aggregate step of a route.
 */
@NullMarked
package com.wgtwo.camel.app.batch;

import org.jspecify.annotations.NullMarked;
