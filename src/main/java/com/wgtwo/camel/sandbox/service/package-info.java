/**
 * The gRPC services of the platform, thin over the brokers and stores: a service reads a request, says what is wrong with it,
 * and gives each event the form of its stream.
 */
package com.wgtwo.camel.sandbox.service;
