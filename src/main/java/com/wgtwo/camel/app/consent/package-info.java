/** Who took consent back, and what that means for an event: the part of the consent routes that YAML cannot say. */
@NullMarked
package com.wgtwo.camel.app.consent;

import org.jspecify.annotations.NullMarked;
