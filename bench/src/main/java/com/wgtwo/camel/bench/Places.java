package com.wgtwo.camel.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;

/**
 * Where things are.
 *
 * @param root the folder of the product, with routes and settings
 * @param work where processes write
 * @param productJvm further options of the product's Java machine
 */
record Places(Path root, Path work, List<String> productJvm) {

    String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    Path jar() {
        return root.resolve("target/wgtwo-camel.jar");
    }

    String classPath() {
        return root.resolve("bench/target/classes") + File.pathSeparator + root.resolve("bench/target/lib") + "/*";
    }
}
