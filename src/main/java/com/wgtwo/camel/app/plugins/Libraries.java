package com.wgtwo.camel.app.plugins;

import com.wgtwo.camel.app.UserMistake;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A place that has libraries. */
@FunctionalInterface
interface Libraries {
    /**
     * Gets libraries together with all that they need when they run.
     *
     * @param camelVersion the version of all of Camel's among them
     * @param workspace an empty directory of the caller's, where the files may be put
     * @return the file of each
     * @throws UserMistake when one is not to be had
     */
    Map<Library, Path> get(List<Library> wanted, String camelVersion, Path workspace)
            throws IOException, InterruptedException;
}
