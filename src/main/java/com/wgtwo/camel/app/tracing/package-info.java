/**
 * Traces by OpenTelemetry, when somebody asks for them. Camel makes the spans; here they are sent, without what nobody but the
 * targets may see.
 */
@NullMarked
package com.wgtwo.camel.app.tracing;

import org.jspecify.annotations.NullMarked;
