/** SMS that other programs ask for over HTTP: what their requests have to say, and how they are answered. */
@NullMarked
package com.wgtwo.camel.app.send;

import org.jspecify.annotations.NullMarked;
