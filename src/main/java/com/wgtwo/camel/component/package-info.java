/**
 * The Camel component: endpoint options become engine settings, deliveries become exchanges, the ack step goes back to
 * the engine. Usable as a plain jar in any Camel application; nothing of the application may be imported here.
 */
@NullMarked
package com.wgtwo.camel.component;

import org.jspecify.annotations.NullMarked;
