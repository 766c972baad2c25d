/**
 * The figures of streams for Prometheus, in any application that has its Java client on the class path. They are read
 * from the snapshots of the engines when they are asked for; nothing is counted here.
 */
@NullMarked
package com.wgtwo.camel.component.metrics;

import org.jspecify.annotations.NullMarked;
