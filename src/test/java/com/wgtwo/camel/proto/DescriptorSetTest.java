package com.wgtwo.camel.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.wgtwo.api.annotations.AnnotationsProto;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Command line tools such as grpcurl get the interface as one file; it has to work without any other. */
class DescriptorSetTest {
    private static final Path FILE = Path.of(System.getProperty("wgtwo.descriptor-set", "target/wgtwo.bin"));
    private static final Set<String> FROM_PROTOBUF = Set.of(
            "google/protobuf/descriptor.proto",
            "google/protobuf/duration.proto",
            "google/protobuf/empty.proto",
            "google/protobuf/timestamp.proto");

    private final FileDescriptorSet set = read();

    @Test
    void holdsThePlatformsFilesAndWhatTheyImportAndNoMore() {
        Set<String> expected = new TreeSet<>(FROM_PROTOBUF);
        PlatformFiles.ALL.forEach(file -> expected.add(file.path()));

        assertThat(set.getFileList())
                .extracting(FileDescriptorProto::getName)
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyFileBuildsFromThoseBeforeIt() throws DescriptorValidationException {
        Map<String, FileDescriptor> built = new HashMap<>();
        for (FileDescriptorProto file : set.getFileList()) {
            assertThat(built.keySet()).as("imports of " + file.getName()).containsAll(file.getDependencyList());
            FileDescriptor[] imports =
                    file.getDependencyList().stream().map(built::get).toArray(FileDescriptor[]::new);
            built.put(file.getName(), FileDescriptor.buildFrom(file, imports));
        }

        assertThat(built).hasSize(set.getFileCount());
    }

    @Test
    void tellsTheScopeOfEachMethod() {
        List<MethodOptions> methods = set.getFileList().stream()
                .flatMap(file -> file.getServiceList().stream())
                .flatMap(service -> service.getMethodList().stream())
                .map(method -> method.getOptions())
                .toList();

        assertThat(methods).isNotEmpty().allMatch(options -> options.hasExtension(AnnotationsProto.scope));
    }

    private static FileDescriptorSet read() {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        AnnotationsProto.registerAllExtensions(registry);
        try (InputStream in = Files.newInputStream(FILE)) {
            return FileDescriptorSet.parseFrom(in, registry);
        } catch (IOException e) {
            throw new AssertionError(FILE + " cannot be read", e);
        }
    }
}
