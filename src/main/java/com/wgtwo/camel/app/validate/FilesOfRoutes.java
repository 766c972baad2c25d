package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which files the settings name: those of routes, and those of kamelets. */
public final class FilesOfRoutes {
    private static final String PATTERN = "camel.main.routes-include-pattern";
    private static final String KAMELETS = "camel.component.kamelet.location";

    private FilesOfRoutes() {}

    /** The route files there are, in the order of their names. */
    public static List<Path> routes(Settings settings) {
        List<Path> answer = new ArrayList<>();
        for (String pattern : onDisk(settings.get(PATTERN))) {
            Path path = Path.of(pattern);
            PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
            answer.addAll(list(directory(path), file -> matcher.matches(file.getFileName())));
        }
        return answer;
    }

    /** The kamelet files there are. */
    public static List<Path> kamelets(Settings settings) {
        List<Path> answer = new ArrayList<>();
        for (String directory : onDisk(settings.get(KAMELETS))) {
            answer.addAll(list(Path.of(directory), file -> file.toString().endsWith(".kamelet.yaml")));
        }
        return answer;
    }

    /** What of a comma separated list of Camel's locations lies on the disk. */
    private static List<String> onDisk(String locations) {
        return Arrays.stream(locations.split(","))
                .map(String::strip)
                .filter(location -> location.startsWith("file:"))
                .map(location -> location.substring("file:".length()).split("\\?", 2)[0])
                .toList();
    }

    private static Path directory(Path path) {
        Path parent = path.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static List<Path> list(Path directory, Predicate<Path> wanted) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).filter(wanted).sorted().toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | UncheckedIOException e) {
            throw new UserMistake("Cannot read the directory " + directory.toAbsolutePath() + ".", e);
        }
    }
}
