/**
 * The sockets of the gRPC server: listening, TLS, and the ways to hurt connections. What is served does not matter here.
 */
package com.wgtwo.camel.sandbox.server;
