/**
 * Everything of the sandbox that speaks HTTP or SMTP: the listener, the catchers for webhooks and mails, the page that shows
 * what was caught, and the door through which events are emitted by hand.
 */
package com.wgtwo.camel.sandbox.web;
