/** OAuth 2.0 client credentials: getting a token, keeping it fresh and putting it on every call. */
@NullMarked
package com.wgtwo.camel.stream.auth;

import org.jspecify.annotations.NullMarked;
