package com.wgtwo.camel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the documentation, relative to the project's directory, where the tests run. */
final class Page {
    private final Path file;

    Page(String name) {
        this.file = Path.of(name);
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Compares the page with what it has to be, or writes it when {@code -Ddocs.write=true} is given. */
    void mustBe(String wanted) throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(file, wanted);
        }
        assertThat(file)
                .as(
                        "%s is generated; write it anew with: mvn test -Dtest='GeneratedPagesTest,JsonSchemaTest' -Ddocs.write=true",
                        file)
                .content()
                .isEqualTo(wanted);
    }
}
