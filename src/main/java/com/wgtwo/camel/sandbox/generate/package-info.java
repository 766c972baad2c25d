/**
 * Random events with realistic contents about fictional subscribers; the same seed makes the same events. Nothing here knows
 * who receives them.
 */
package com.wgtwo.camel.sandbox.generate;
