package com.wgtwo.camel.proto;

import java.util.Map;

/** One statement about the interface. Two descriptions of it are the same when they make the same statements. */
sealed interface Fact {

    record Message(String name, Map<String, String> options) implements Fact {}

    /** Numbers ("5 to 5") or a name that a message may not use again. */
    record Reserved(String message, String what) implements Fact {}

    record Oneof(String name, Map<String, String> options) implements Fact {}

    /**
     * A field of a message.
     *
     * @param type a scalar type, or the full name of a message or enum
     * @param oneof the simple name of the oneof, empty when in none
     */
    record Field(
            String name,
            int number,
            Label label,
            String type,
            String oneof,
            String jsonName,
            Map<String, String> options)
            implements Fact {}

    enum Label {
        SINGULAR,
        OPTIONAL,
        REPEATED,
        MAP
    }

    record Enumeration(String name, Map<String, String> options) implements Fact {}

    record Value(String name, int number, Map<String, String> options) implements Fact {}

    record Service(String name, Map<String, String> options) implements Fact {}

    record Method(
            String name,
            String request,
            boolean requestStream,
            String response,
            boolean responseStream,
            Map<String, String> options)
            implements Fact {}

    record Extension(String name, int number, String type, String extended) implements Fact {}
}
