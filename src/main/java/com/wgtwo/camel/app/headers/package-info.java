/** How the headers of a message are kept, so that copies of it cost next to nothing. */
@NullMarked
package com.wgtwo.camel.app.headers;

import org.jspecify.annotations.NullMarked;
