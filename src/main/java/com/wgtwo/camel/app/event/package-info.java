/** How the rest of the application reads an event from an exchange, and how it speaks of it without giving it away. */
@NullMarked
package com.wgtwo.camel.app.event;

import org.jspecify.annotations.NullMarked;
