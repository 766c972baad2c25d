/** What YAML cannot say about a webhook: the signature, the request that holds no thread, and the limits of the HTTP client. */
@NullMarked
package com.wgtwo.camel.app.webhook;

import org.jspecify.annotations.NullMarked;
