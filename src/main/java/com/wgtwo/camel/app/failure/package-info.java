/**
 * What happens to an event whose work failed: permanent or transient, when to try again, when to give it up, and what
 * may be said about it. The routes in {@code errors.camel.yaml} put these pieces together.
 */
@NullMarked
package com.wgtwo.camel.app.failure;

import org.jspecify.annotations.NullMarked;
