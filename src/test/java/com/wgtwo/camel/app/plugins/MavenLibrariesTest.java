package com.wgtwo.camel.app.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MavenLibrariesTest {
    @Test
    void testedVersionsGoBeforeCamelsAndAfterWhatTheUserNames() {
        String project =
                MavenLibraries.project(List.of(new Library("org.apache.camel", "camel-nats", "4.17.0")), "4.17.0");

        // The first that manages a version wins, and what a project names itself wins over all that manage.
        assertThat(project)
                .containsSubsequence(
                        "<dependencyManagement>",
                        "<artifactId>jnats</artifactId>",
                        "<version>2.26.2</version>",
                        "<artifactId>camel-bom</artifactId>",
                        "</dependencyManagement>",
                        "<artifactId>camel-nats</artifactId>");
    }
}
