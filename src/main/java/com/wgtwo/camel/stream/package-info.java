/**
 * The stream engine: one subscription to one server-streaming call of the platform that never gives up and never loses
 * an event.
 *
 * <p>It owns connecting, authentication, flow control, the book of events in flight, acknowledgement with retry,
 * folding of redeliveries and reconnection. It is plain grpc-java: no type of Camel and none of the application may be
 * imported here.
 */
@NullMarked
package com.wgtwo.camel.stream;

import org.jspecify.annotations.NullMarked;
