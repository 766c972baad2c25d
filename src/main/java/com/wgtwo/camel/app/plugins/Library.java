package com.wgtwo.camel.app.plugins;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A library by the name it has in Maven repositories.
 *
 * @param group group id; empty when it is not known
 * @param name artifact id
 * @param version its version
 */
record Library(String group, String name, String version) {
    static final String CAMEL = "org.apache.camel";

    private static final Pattern FILE_NAME = Pattern.compile("(.+?)-(\\d[\\w.-]*)\\.jar");
    private static final Pattern DESCRIPTION = Pattern.compile("META-INF/maven/[^/]+/[^/]+/pom\\.properties");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.-]+");

    /**
     * Reads what a user wrote.
     *
     * @param text {@code camel-kafka}, which is one of Camel's own, or {@code group:name:version}
     * @param camelVersion the version that Camel's own have to have
     * @throws UserMistake when it is neither, or asks for another version of Camel
     */
    static Library parse(String text, String camelVersion) {
        List<String> parts = List.of(text.split(":", -1));
        if (!parts.stream().allMatch(part -> WORD.matcher(part).matches())) {
            throw unreadable(text);
        }
        boolean camel = parts.size() == 1 || parts.get(0).equals(CAMEL);
        if (camel && (parts.size() < 3 || parts.get(2).equals(camelVersion)) && parts.size() <= 3) {
            return new Library(CAMEL, parts.get(parts.size() == 1 ? 0 : 1), camelVersion);
        }
        if (camel) {
            throw new UserMistake(text + " does not fit: Camel's version inside this program is " + camelVersion
                    + ", and its components have to be of the same.");
        }
        if (parts.size() != 3) {
            throw unreadable(text);
        }
        return new Library(parts.get(0), parts.get(1), parts.get(2));
    }

    private static UserMistake unreadable(String text) {
        return new UserMistake("'" + text + "' is no name of a library: write one of Camel's as camel-kafka, others as"
                + " group:name:version, such as org.apache.artemis:artemis-jakarta-client:2.55.0.");
    }

    /**
     * What a jar says it is, or else what its file name says.
     *
     * @return empty when neither says it
     * @throws UserMistake when it is no jar, for instance because only half of it was copied
     */
    static Optional<Library> of(Path jar) {
        try (ZipFile opened = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> descriptions = opened.stream()
                    .filter(entry -> DESCRIPTION.matcher(entry.getName()).matches())
                    .limit(2)
                    .toList();
            // A jar with several in it is made of several libraries, and none of them is its name.
            if (descriptions.size() == 1) {
                Properties read = new Properties();
                try (InputStream content = opened.getInputStream(descriptions.get(0))) {
                    read.load(content);
                }
                return Optional.of(new Library(
                        read.getProperty("groupId", ""),
                        read.getProperty("artifactId", ""),
                        read.getProperty("version", "")));
            }
        } catch (ZipException e) {
            throw new UserMistake(jar + " is not a complete jar file: copy it again, or remove it.", e);
        } catch (IOException e) {
            throw new UserMistake(jar + " cannot be read.", e);
        }
        Matcher name = FILE_NAME.matcher(jar.getFileName().toString());
        return name.matches() ? Optional.of(new Library("", name.group(1), name.group(2))) : Optional.empty();
    }

    boolean isSame(Library other) {
        return name.equals(other.name) && (group.isEmpty() || other.group.isEmpty() || group.equals(other.group));
    }

    @Override
    public String toString() {
        return (group.isEmpty() ? "" : group + ":") + name + ":" + version;
    }
}
