package com.wgtwo.camel.app.config;

import java.util.Locale;

/**
 * One property of the configuration contract.
 *
 * @param name property name as written in {@code application.properties}
 * @param check says what is wrong with a value
 * @param secret true when the value must never be shown
 */
record Setting(String name, Check check, boolean secret) {

    static Setting of(String name, Check check) {
        return new Setting(name, check, false);
    }

    static Setting secret(String name, Check check) {
        return new Setting(name, check, true);
    }

    /** The environment variable that sets the property: upper case, with {@code _} for {@code .} and {@code -}. */
    static String environmentName(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
