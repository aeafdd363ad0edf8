package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.RequestMapping;

/** What must hold for every handler and class of the portal. */
class HandlersTest {

    private static final JavaClasses PORTAL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.crimealliance.portal");

    @Test
    void every_handler_says_who_may_call_it() {
        List<JavaMethod> handlers = PORTAL.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(RequestMapping.class)
                        || method.isMetaAnnotatedWith(RequestMapping.class))
                .toList();

        assertThat(handlers).hasSizeGreaterThan(60).allMatch(method -> method.isAnnotatedWith(PreAuthorize.class));
    }

    @Test
    void the_portal_knows_no_service() {
        assertThat(PORTAL.stream()
                        .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getPackageName())
                        .filter(name -> name.startsWith("org.crimealliance."))
                        .distinct())
                .allMatch(name ->
                        name.startsWith("org.crimealliance.portal") || name.startsWith("org.crimealliance.platform"));
    }
}
