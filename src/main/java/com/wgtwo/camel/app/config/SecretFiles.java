package com.wgtwo.camel.app.config;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The placeholder <code>{{file:/run/secrets/name}}</code>: the text of a file, as Docker, Kubernetes and systemd hand out
 * secrets. One line end at its end does not count, because editors and {@code echo} put it there. The file is read each time
 * somebody asks. One that is empty cannot be read: for a moment that is what a file is that is being written, and no protection
 * is to end by that. Relative paths count from the working directory.
 */
public final class SecretFiles implements PropertiesFunction {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*file:([^{}]+)}}");

    /** More than any key or certificate; a larger file is a wrong path. */
    private static final int MOST_BYTES = 64 * 1024;

    @Override
    public String getName() {
        return "file";
    }

    /** @throws UserMistake when the file cannot be read */
    @Override
    public String apply(String path) {
        Path file = Path.of(path.strip());
        try {
            if (!Files.isRegularFile(file)) {
                throw new UserMistake(
                        "There is no file " + file.toAbsolutePath() + ", but {{file:" + file + "}} asks for its text.");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new UserMistake("The file " + file.toAbsolutePath() + " is larger than " + MOST_BYTES
                        + " bytes, which is no secret that {{file:" + file + "}} could mean.");
            }
            String text = Files.readString(file).replaceFirst("\\r?\\n\\z", "");
            if (text.isBlank()) {
                throw new UserMistake("The file " + file.toAbsolutePath() + " is empty, but {{file:" + file
                        + "}} asks for its text: to go without, leave the setting empty.");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new UserMistake("The file " + file.toAbsolutePath() + " is not UTF-8 text.", e);
        } catch (IOException e) {
            throw new UserMistake("The file " + file.toAbsolutePath() + " cannot be read by this program.", e);
        }
    }

    /** The files that values name, in the order of their paths. */
    public static List<Path> in(Iterable<String> values) {
        TreeSet<Path> files = new TreeSet<>();
        values.forEach(value -> PLACEHOLDER
                .matcher(value)
                .results()
                .forEach(found -> files.add(Path.of(found.group(1).strip()))));
        return new ArrayList<>(files);
    }

    /** A text that differs when the file's does, and does not tell it; the same one while there is no file to read. */
    public static String fingerprint(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (IOException e) {
            return "none";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
