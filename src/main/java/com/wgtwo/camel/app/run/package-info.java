/** Starting and stopping the program: plugins, settings, sandbox, Camel, signals, and the lines it says on the way. */
@NullMarked
package com.wgtwo.camel.app.run;

import org.jspecify.annotations.NullMarked;
