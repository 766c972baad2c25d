/**
 * The event broker of the sandbox: a journal with history, subscription groups with positions, windows, acknowledgements and
 * redelivery, as the platform documents them. It knows neither gRPC nor any message type: what it stores is an {@code E}, what
 * it sells is a {@link com.wgtwo.camel.sandbox.broker.Delivery}, and who buys is a {@link com.wgtwo.camel.sandbox.broker.Sink}.
 */
package com.wgtwo.camel.sandbox.broker;
