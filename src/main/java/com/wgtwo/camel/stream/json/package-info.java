/** The canonical JSON of the platform's messages, as it may leave the program. */
@NullMarked
package com.wgtwo.camel.stream.json;

import org.jspecify.annotations.NullMarked;
