package com.wgtwo.camel.app.validate;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file as it was at one moment.
 *
 * @param name how the person names it, relative to the working directory when it lies there
 * @param text its content
 */
public record EditedFile(String name, String text) {

    /**
     * Reads files, in their order.
     *
     * @throws UserMistake when one cannot be read
     */
    public static List<EditedFile> read(List<Path> paths) {
        return paths.stream().map(EditedFile::read).toList();
    }

    /**
     * Reads a file.
     *
     * @throws UserMistake when it cannot be read
     */
    public static EditedFile read(Path path) {
        try {
            return new EditedFile(path.toString().replace('\\', '/'), Files.readString(path));
        } catch (MalformedInputException e) {
            throw new UserMistake(path + " is not UTF-8 text: save it in that encoding.", e);
        } catch (IOException e) {
            throw new UserMistake("Cannot read " + path + ": " + e.getMessage(), e);
        }
    }
}
