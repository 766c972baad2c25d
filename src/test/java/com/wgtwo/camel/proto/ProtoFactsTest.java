package com.wgtwo.camel.proto;

import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import com.google.protobuf.Descriptors.FileDescriptor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds {@code proto/} to the published interface, in both directions: a name or number that differs, is missing or is
 * ours alone would still compile, and fail only against the platform.
 */
class ProtoFactsTest {
    private static final ApiJson API = ApiJson.load();

    static List<PlatformFile> files() {
        return PlatformFiles.ALL;
    }

    @ParameterizedTest
    @MethodSource("files")
    void declarationsAreThePublishedOnes(PlatformFile file) {
        List<Fact> ours = DescriptorFacts.of(file.descriptor());
        List<Fact> published = API.factsOf(file);

        assertThat(published).isNotEmpty();
        assertSoftly(softly -> {
            softly.assertThat(without(ours, published)).as("ours alone").isEmpty();
            softly.assertThat(without(published, ours)).as("missing").isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("files")
    void nameAndSyntaxAreThePublishedOnes(PlatformFile file) {
        FileDescriptor descriptor = file.descriptor();

        assertThat(descriptor.getFullName()).isEqualTo(file.path());
        assertThat(descriptor.getPackage()).isEqualTo(file.protoPackage());
        assertThat(descriptor.toProto().getSyntax()).isEqualTo("proto3");
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileOptionsAreThePublishedOnesAndNoMore(PlatformFile file) {
        assertThat(DescriptorFacts.options(file.descriptor().getOptions()))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "java_package", file.javaPackage(),
                        "java_outer_classname", file.outerClass(),
                        "go_package", file.goPackage()));
    }

    @ParameterizedTest
    @MethodSource("files")
    void importsAreThePublishedOnes(PlatformFile file) {
        assertThat(file.descriptor().getDependencies())
                .extracting(FileDescriptor::getFullName)
                .containsExactlyInAnyOrderElementsOf(file.imports());
    }

    @ParameterizedTest
    @MethodSource("files")
    void packageOptionsOfTheTableAgreeWithTheJson(PlatformFile file) {
        assertThat(API.packageOptions(file.protoPackage()))
                .containsEntry("java_package", file.javaPackage())
                .containsEntry("go_package", file.goPackage())
                .containsOnlyKeys("java_package", "java_outer_classname", "go_package");
    }

    @Test
    void everyPublishedNameBelongsToExactlyOneFile() {
        Map<String, List<String>> namesByPackage = PlatformFiles.ALL.stream()
                .collect(groupingBy(PlatformFile::protoPackage, flatMapping(file -> file.names().stream(), toList())));

        assertThat(namesByPackage.keySet()).isEqualTo(API.packages());
        assertThat(namesByPackage)
                .allSatisfy((name, names) -> assertThat(names).containsExactlyInAnyOrderElementsOf(API.namesIn(name)));
    }

    @Test
    void outerClassNamedInTheJsonIsOneOfThePackage() {
        assertThat(API.packages())
                .allSatisfy(name -> assertThat(PlatformFiles.ALL)
                        .filteredOn(file -> file.protoPackage().equals(name))
                        .extracting(PlatformFile::outerClass)
                        .contains(API.packageOptions(name).get("java_outer_classname")));
    }

    private static Set<Fact> without(List<Fact> facts, List<Fact> others) {
        Set<Fact> rest = new LinkedHashSet<>(facts);
        rest.removeAll(Set.copyOf(others));
        return rest;
    }
}
