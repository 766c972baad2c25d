package com.wgtwo.camel.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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

    /** A process of the benchmark's own, which says where it listens. */
    Child own(String name, Class<?> main) throws IOException {
        File errors = work.resolve(name + ".err").toFile();
        return new Child(List.of(java(), "-cp", classPath(), main.getName()), work.toFile(), errors);
    }

    /** A folder for a client's process; for the product with the routes and settings it ships with. */
    Path folder(Client client, int number) throws IOException {
        Path folder = Files.createDirectories(work.resolve(client.name().toLowerCase() + "-" + number));
        if (client == Client.PRODUCT) {
            Files.copy(root.resolve("application.properties"), folder.resolve("application.properties"));
            Path routes = Files.createDirectories(folder.resolve("routes"));
            try (Stream<Path> files = Files.list(root.resolve("routes"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.copy(file, routes.resolve(file.getFileName()));
                }
            }
        }
        return folder;
    }
}
