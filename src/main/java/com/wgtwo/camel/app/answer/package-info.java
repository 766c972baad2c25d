/** Answers SMS with what a web service says. */
@NullMarked
package com.wgtwo.camel.app.answer;

import org.jspecify.annotations.NullMarked;
