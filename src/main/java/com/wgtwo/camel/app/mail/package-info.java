/** Turns SMS events into mail that a person can read, and that no sender of an SMS can tamper with. */
@NullMarked
package com.wgtwo.camel.app.mail;

import org.jspecify.annotations.NullMarked;
