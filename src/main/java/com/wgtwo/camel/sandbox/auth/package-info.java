/**
 * Who calls: the token endpoint, the tokens it issued, and what a token allows.
 */
package com.wgtwo.camel.sandbox.auth;
