package org.crimealliance.stack.backbone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The backbone stands on the ground: it knows no word of the platform that stands on it. */
class ArchitectureTest {

    @Test
    void nothing_here_knows_the_platform() {
        classes()
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage("org.crimealliance..")
                        .or(resideInAPackage("org.crimealliance.stack.backbone"))
                        .or(resideInAPackage("org.crimealliance.stack.mail")))
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.crimealliance.stack"));
    }

    @Test
    void it_is_built_from_none_of_the_platforms_modules() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));
        assertThat(pom.substring(pom.indexOf("<dependencies>"))).doesNotContain("<groupId>org.crimealliance</groupId>");
    }
}
