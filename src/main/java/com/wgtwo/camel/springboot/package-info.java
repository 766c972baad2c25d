/**
 * The component in an application of Spring Boot: what is under {@code camel.component.wgtwo.} becomes options of the
 * component, and the figures of streams are among the application's. Spring itself is not brought along; where it is not on
 * the class path, nothing here is ever loaded.
 */
@NullMarked
package com.wgtwo.camel.springboot;

import org.jspecify.annotations.NullMarked;
