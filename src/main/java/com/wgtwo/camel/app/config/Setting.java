package com.wgtwo.camel.app.config;

import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * One property of the configuration contract.
 *
 * @param name property name as written in {@code application.properties}
 * @param check says what is wrong with a value
 * @param secret true when the value must never be shown
 * @param shown what may be shown of a value that is not secret
 */
record Setting(String name, Check check, boolean secret, UnaryOperator<String> shown) {

    static Setting of(String name, Check check) {
        return new Setting(name, check, false, UnaryOperator.identity());
    }

    /** One that can hold more than everybody may see, such as a password in an address. */
    static Setting discreet(String name, Check check, UnaryOperator<String> shown) {
        return new Setting(name, check, false, shown);
    }

    static Setting secret(String name, Check check) {
        return new Setting(name, check, true, value -> "");
    }

    /** What is wrong with a value, in a sentence that shows only what may be shown of it. */
    String refusal(String value, String complaint) {
        return name + (secret ? " " : " is '" + shown.apply(value) + "' but ") + complaint;
    }

    /** The environment variable that sets the property: upper case, with {@code _} for {@code .} and {@code -}. */
    static String environmentName(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
