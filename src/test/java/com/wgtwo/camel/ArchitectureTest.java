package com.wgtwo.camel;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The three rings: imports point inwards only. */
@AnalyzeClasses(packages = "com.wgtwo.camel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule engineKnowsNoCamelAndNoOuterRing = noClasses()
            .that()
            .resideInAPackage("com.wgtwo.camel.stream..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.apache.camel..",
                    "com.wgtwo.camel.component..",
                    "com.wgtwo.camel.app..",
                    "com.wgtwo.camel.sandbox..");

    @ArchTest
    static final ArchRule componentKnowsNoApplication = noClasses()
            .that()
            .resideInAPackage("com.wgtwo.camel.component..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.wgtwo.camel.app..", "com.wgtwo.camel.sandbox..");

    @ArchTest
    static final ArchRule sandboxKnowsNeitherCamelNorApplication = noClasses()
            .that()
            .resideInAPackage("com.wgtwo.camel.sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "com.wgtwo.camel.component..", "com.wgtwo.camel.app..");

    @ArchTest
    static final ArchRule ringsAreFreeOfCycles =
            slices().matching("com.wgtwo.camel.(*)..").should().beFreeOfCycles();
}
