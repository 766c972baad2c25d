package com.wgtwo.camel.stream.json;

import java.io.Writer;

/** Collects a text, for one thread: java.io's own writer to memory takes a lock for each piece. */
final class TextWriter extends Writer {
    private final StringBuilder text;

    /** @param size how many characters there will be, more or less */
    TextWriter(int size) {
        this.text = new StringBuilder(size);
    }

    @Override
    public void write(int character) {
        text.append((char) character);
    }

    @Override
    public void write(char[] characters, int offset, int length) {
        text.append(characters, offset, length);
    }

    @Override
    public void write(String string) {
        text.append(string);
    }

    @Override
    public void write(String string, int offset, int length) {
        text.append(string, offset, offset + length);
    }

    @Override
    public void flush() {
        // All is where it belongs at once.
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
