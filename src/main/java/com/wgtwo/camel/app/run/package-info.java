/** Starting and stopping the program: settings, sandbox, Camel, signals, and the lines it says on the way. */
@NullMarked
package com.wgtwo.camel.app.run;

import org.jspecify.annotations.NullMarked;
