/**
 * Events for a gRPC service of the user's own: the message they become, and the time a call may take. The calls themselves
 * are those of Camel's grpc component. Nothing here knows what the service does with an event.
 */
@NullMarked
package com.wgtwo.camel.app.forward;

import org.jspecify.annotations.NullMarked;
