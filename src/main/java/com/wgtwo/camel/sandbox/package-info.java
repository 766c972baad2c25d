/**
 * The platform on one's own machine: all its gRPC services on one port, a token endpoint, a web page, and catchers for the
 * webhooks and mails that leave the routes. It serves users without an account, and, with its faults as methods, the tests.
 * It may use the generated interface classes, gRPC and the JDK, and nothing of Camel or of the application.
 */
package com.wgtwo.camel.sandbox;
