package org.crimealliance.demo;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.crimealliance.stack.CommandLine;
import org.crimealliance.stack.DomainClock;
import org.crimealliance.stack.FirstOfficers;
import org.crimealliance.stack.Secrets;
import org.crimealliance.stack.Stack;
import org.crimealliance.stack.StackException;
import org.junit.jupiter.api.Test;

/** The demo is a client of the public API; of the launcher it asks little. */
class ArchitectureTest {

    /** Start, kill, stop, the clock, where everything is; and the operator's command, which is no part of the public API. */
    private static final Set<String> ASKED_OF_THE_STACK = Set.of(
            "of",
            "refuseIfHindered",
            "reset",
            "start",
            "kill",
            "close",
            "status",
            "programs",
            "clock",
            "appointFirst",
            "gateway",
            "caughtMail",
            "mongoUri",
            "kafka",
            "secrets");

    private static final Set<Class<?>> KNOWN = Set.of(
            Stack.class,
            Stack.Options.class,
            Stack.Status.class,
            DomainClock.class,
            FirstOfficers.Officer.class,
            Secrets.class,
            Secrets.Login.class,
            StackException.class,
            CommandLine.class,
            CommandLine.Command.class);

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.crimealliance.demo");

    @Test
    void the_demo_knows_the_launcher_and_nothing_else_of_ours() {
        classes()
                .should()
                .onlyDependOnClassesThat(describe("are its own, the launcher's or no part of the platform", type -> {
                    String name = type.getPackageName();
                    return !name.startsWith("org.crimealliance")
                            || name.equals("org.crimealliance.demo")
                            || KNOWN.stream().anyMatch(type::isEquivalentTo);
                }))
                .check(classes);
    }

    @Test
    void of_the_launcher_it_asks_only_to_start_and_to_kill_and_to_set_the_clock() {
        noClasses().should().accessTargetWhere(anythingElseOf(Stack.class)).check(classes);
    }

    private static DescribedPredicate<JavaAccess<?>> anythingElseOf(Class<?> stack) {
        return describe(
                "asks the stack for anything else",
                access -> isIt(access.getTargetOwner(), stack)
                        && !ASKED_OF_THE_STACK.contains(access.getTarget().getName()));
    }

    private static boolean isIt(JavaClass type, Class<?> stack) {
        return type.isEquivalentTo(stack);
    }
}
