package com.wgtwo.camel.app.reload;

import com.wgtwo.camel.app.UserMistake;
import com.wgtwo.camel.app.config.SecretFiles;
import com.wgtwo.camel.app.config.Settings;
import com.wgtwo.camel.app.validate.EditedFile;
import com.wgtwo.camel.app.validate.FilesOfRoutes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All that a person can edit, as it was at one moment.
 *
 * @param routes the files of routes
 * @param kamelets the files of kamelets
 * @param properties the lines of application.properties
 * @param secrets fingerprints of the files that properties ask for, by their paths
 */
record Edition(List<EditedFile> routes, List<EditedFile> kamelets, List<String> properties, Map<Path, String> secrets) {

    static Edition read(Settings settings) {
        return new Edition(
                EditedFile.read(FilesOfRoutes.routes(settings)),
                EditedFile.read(FilesOfRoutes.kamelets(settings)),
                settings.fileLines(),
                settings.secretFiles().stream()
                        .collect(Collectors.toMap(Function.identity(), SecretFiles::fingerprint)));
    }

    /** The stamps of the same files: cheap to take, and different after every save. */
    static Map<Path, String> stamps(Settings settings) {
        List<Path> files = new ArrayList<>(FilesOfRoutes.routes(settings));
        files.addAll(FilesOfRoutes.kamelets(settings));
        files.add(settings.path());
        files.addAll(settings.secretFiles());
        Map<Path, String> answer = new TreeMap<>();
        for (Path file : files) {
            try {
                if (Files.exists(file)) {
                    BasicFileAttributes about = Files.readAttributes(file, BasicFileAttributes.class);
                    answer.put(file, about.lastModifiedTime() + " " + about.size() + " " + about.fileKey());
                }
            } catch (IOException e) {
                throw new UserMistake("Cannot read " + file + ": " + e.getMessage(), e);
            }
        }
        return answer;
    }

    /** The names of the files that differ. */
    List<String> differences(Edition other) {
        List<String> answer = new ArrayList<>();
        for (List<EditedFile> files : List.of(differing(routes, other.routes), differing(kamelets, other.kamelets))) {
            files.stream().map(EditedFile::name).distinct().forEach(answer::add);
        }
        if (!properties.equals(other.properties)) {
            answer.add("application.properties");
        }
        secrets.forEach((file, fingerprint) -> {
            if (!fingerprint.equals(other.secrets.get(file))) {
                answer.add(file.toString());
            }
        });
        return answer;
    }

    private static List<EditedFile> differing(List<EditedFile> some, List<EditedFile> others) {
        List<EditedFile> answer = new ArrayList<>(some);
        answer.removeAll(others);
        others.stream().filter(file -> !some.contains(file)).forEach(answer::add);
        return answer;
    }
}
