package org.crimealliance.identity.account;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nobody becomes Chair here: an office is membership's to give, the first one too. */
class RolesComeFromEventsTest {

    @Tag("slow")
    @Test
    void a_role_is_made_of_an_event_or_of_the_local_stack_s_demo_and_of_nothing_else() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(RolesFromEvents.class, DemoAccounts.class, Account.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Account.Grant.class)
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("org.crimealliance.identity"));
    }
}
