/**
 * What an operator sees and does while the program runs, over its management port or the command line: health, metrics,
 * dead letters.
 */
@NullMarked
package com.wgtwo.camel.app.manage;

import org.jspecify.annotations.NullMarked;
