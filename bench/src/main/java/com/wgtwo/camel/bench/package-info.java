/** Measures the packaged jar beside other ways to do the same job; see docs/performance.md. */
package com.wgtwo.camel.bench;
