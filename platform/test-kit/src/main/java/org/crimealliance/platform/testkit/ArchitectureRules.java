package org.crimealliance.platform.testkit;

import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.EvaluationResult;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The house rules that a class file shows. A service's test:
 *
 * <pre>{@code
 * @Test
 * void keeps_the_house_rules() {
 *     ArchitectureRules.check(MembershipApplication.class);
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final String OURS = "org.crimealliance.";
    private static final String PLATFORM = OURS + "platform";
    private static final String SWEEPER = PLATFORM + ".work.Sweeper";

    private static final Set<String> SPRING_PARTS = Set.of(
            "org.springframework.stereotype.Component",
            "org.springframework.context.annotation.Configuration",
            "org.springframework.boot.context.properties.ConfigurationProperties",
            "org.springframework.data.mongodb.core.mapping.Document");

    /** The name under which a state is stored: of the same sort as an event's wire name. */
    private static final String STORED_NAME = "org.springframework.data.annotation.TypeAlias";

    private ArchitectureRules() {}

    /** Fails with everything in the application's package that breaks a rule. */
    public static void check(Class<?> application) {
        String base = application.getPackageName();
        JavaClasses known = shipped();
        List<String> broken = new ArrayList<>(broken(base, known.that(are(in(base)))));
        broken.addAll(MutatedClasses.missing(MutatedClasses.listedIn(List.of(Path.of("pom.xml"))), known, in(base)));
        fail(broken);
    }

    /** Fails with everything in the platform, as far as it is on the class path, that breaks a rule. */
    public static void checkPlatform() {
        JavaClasses known = shipped();
        List<String> broken = new ArrayList<>(brokenInPlatform(known.that(are(in(PLATFORM)))));
        broken.addAll(MutatedClasses.missing(MutatedClasses.listedIn(modules()), known, in(PLATFORM)));
        fail(broken);
    }

    /** All of ours on the class path, but tests and what is for tests. */
    private static JavaClasses shipped() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.crimealliance")
                .that(DescribedPredicate.not(in(PLATFORM + ".testkit")));
    }

    /** The modules of the platform stand side by side. */
    private static List<Path> modules() {
        try (Stream<Path> modules = Files.list(Path.of("..").toRealPath())) {
            return modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DescribedPredicate<JavaClass> in(String base) {
        return DescribedPredicate.describe("in " + base, type -> isIn(type, base));
    }

    private static void fail(List<String> broken) {
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }

    /** What breaks a rule in these classes of the platform. The test kit is not shipped: it may name the domain's roles. */
    static List<String> brokenInPlatform(JavaClasses classes) {
        JavaClasses shipped =
                classes.that(DescribedPredicate.describe("shipped", type -> !isIn(type, PLATFORM + ".testkit")));
        return broken(
                List.of(
                        noClasses()
                                .should(DomainWords.appear())
                                .because("platform holds mechanics: it knows no word of the domain"),
                        namesSayWhatFor(),
                        packagesAreFeatures(),
                        noCycles(PLATFORM),
                        oneScheduler(),
                        sweepersAreBeans(),
                        noClasses()
                                .that()
                                .resideOutsideOfPackage(PLATFORM + ".time")
                                .should()
                                .accessTargetWhere(readsTheMachinesTime())
                                .because("there are two clocks, and both are injected")),
                shipped);
    }

    /** What breaks a rule in these classes of the application whose package is {@code base}. */
    static List<String> broken(String base, JavaClasses classes) {
        return classes.isEmpty() ? List.of("no classes in " + base) : broken(rules(base), classes);
    }

    private static List<String> broken(List<ArchRule> rules, JavaClasses classes) {
        List<String> broken = new ArrayList<>();
        for (ArchRule rule : rules) {
            EvaluationResult result = rule.allowEmptyShould(true).evaluate(classes);
            if (result.hasViolation()) {
                broken.add(result.getFailureReport().toString());
            }
        }
        return broken;
    }

    private static List<ArchRule> rules(String base) {
        return List.of(
                noClasses()
                        .should()
                        .dependOnClassesThat(are(ofAnotherApplicationThan(base)))
                        .because("services share events and the HTTP API, never code"),
                classes()
                        .that(are(partOfTheDomain()))
                        .should()
                        .onlyDependOnClassesThat(are(knownToTheDomain(base)))
                        .because("the domain knows no framework"),
                namesSayWhatFor(),
                packagesAreFeatures(),
                noCycles(base),
                oneScheduler(),
                sweepersAreBeans(),
                noFields()
                        .should()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                        .orShould()
                        .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
                        .orShould()
                        .beAnnotatedWith("jakarta.annotation.Resource")
                        .orShould()
                        .beAnnotatedWith("jakarta.inject.Inject")
                        .because("what a class needs stands in its constructor"),
                fields().that()
                        .areStatic()
                        .and()
                        .areNotFinal()
                        .should(notExist())
                        .because("a second instance of the service does not see it"),
                noClasses()
                        .should()
                        .accessTargetWhere(readsTheMachinesTime())
                        .because("domain time comes from the injected Clock"),
                noClasses()
                        .that(are(usersOfAnAggregateStore()))
                        .should()
                        .accessTargetWhere(savesWhole())
                        .because("a document with an outbox is never saved whole"),
                noClasses()
                        .should()
                        .beAssignableTo("org.springframework.data.repository.Repository")
                        .because("a repository saves whole documents"));
    }

    private static ArchRule namesSayWhatFor() {
        return noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .because("a name says what it is for");
    }

    private static ArchRule packagesAreFeatures() {
        return noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..helper..", "..manager..", "..impl..")
                .because("packages are features");
    }

    private static ArchRule noCycles(String base) {
        return slices().assignedFrom(featuresOf(base))
                .should()
                .beFreeOfCycles()
                .because("a package in a cycle cannot be understood alone");
    }

    /** Each package is one. The application's own is none: it holds its settings and puts the features together. */
    private static SliceAssignment featuresOf(String base) {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().equals(base)
                        ? SliceIdentifier.ignore()
                        : SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "features of " + base;
            }
        };
    }

    private static ArchRule oneScheduler() {
        return noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.scheduling..")
                .because("what goes on by itself is a Sweeper, which shows its failures and whose turns may meet");
    }

    private static ArchRule sweepersAreBeans() {
        return noClasses()
                .that()
                .doNotHaveFullyQualifiedName(SWEEPER)
                .should()
                .accessTargetWhere(DescribedPredicate.describe(
                        "makes a Sweeper outside a @Bean method",
                        access -> access instanceof JavaCall<?> call
                                && call.getTargetOwner().getName().equals(SWEEPER)
                                && (call.getTarget().getName().equals("<init>")
                                        || call.getTarget().getName().equals("inPortions"))
                                && !call.getOwner().isAnnotatedWith("org.springframework.context.annotation.Bean")))
                .because("one that is no bean shows neither in metrics nor in health");
    }

    private static DescribedPredicate<JavaClass> ofAnotherApplicationThan(String base) {
        return DescribedPredicate.describe(
                "of another application",
                type -> !isIn(type, base) && isIn(type, "org.crimealliance") && !isIn(type, PLATFORM));
    }

    private static boolean isIn(JavaClass type, String base) {
        return type.getPackageName().equals(base) || type.getPackageName().startsWith(base + ".");
    }

    /** Records, enums and sealed interfaces that are not a part of Spring's, nor of one that is. */
    private static DescribedPredicate<JavaClass> partOfTheDomain() {
        return DescribedPredicate.describe("part of the domain", ArchitectureRules::isDomain);
    }

    private static boolean isDomain(JavaClass type) {
        boolean value = type.isRecord() || type.isEnum() || (type.isInterface() && isSealed(type));
        boolean springs = SPRING_PARTS.stream()
                .anyMatch(annotation -> type.isAnnotatedWith(annotation) || type.isMetaAnnotatedWith(annotation));
        return value
                && !springs
                && type.getEnclosingClass().map(ArchitectureRules::isDomain).orElse(true);
    }

    private static boolean isSealed(JavaClass type) {
        try {
            return type.reflect().isSealed();
        } catch (LinkageError notLoadable) {
            return false;
        }
    }

    private static DescribedPredicate<JavaClass> knownToTheDomain(String base) {
        Set<String> mechanics = Set.of(
                PLATFORM + ".store.Change",
                PLATFORM + ".store.Stored",
                PLATFORM + ".outbox.WireName",
                PLATFORM + ".event.ReceivedEvent",
                PLATFORM + ".id.Ids");
        return DescribedPredicate.describe("known to the domain", type -> {
            String name = type.getName();
            return (!type.getPackageName().startsWith("org.springframework") || name.equals(STORED_NAME))
                    && !type.getPackageName().startsWith("com.mongodb")
                    && !type.getPackageName().startsWith("org.bson")
                    && !type.getPackageName().startsWith("org.apache.kafka")
                    && !type.getPackageName().startsWith("jakarta.servlet")
                    && (!isIn(type, PLATFORM)
                            || mechanics.contains(name)
                            || isIn(type, PLATFORM + ".outcome")
                            || isIn(type, PLATFORM + ".text")
                            || isIn(type, PLATFORM + ".calendar")
                            || type.isAssignableTo(Record.class)
                            || isIn(type, base));
        });
    }

    private static ArchCondition<com.tngtech.archunit.core.domain.JavaField> notExist() {
        return new ArchCondition<>("not exist") {
            @Override
            public void check(com.tngtech.archunit.core.domain.JavaField field, ConditionEvents events) {
                if (!field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
                    events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is shared and changes"));
                }
            }
        };
    }

    private static DescribedPredicate<JavaAccess<?>> readsTheMachinesTime() {
        return DescribedPredicate.describe("reads the machine's time", access -> {
            if (!(access instanceof JavaCall<?> call)) {
                return false;
            }
            String owner = call.getTargetOwner().getName();
            String name = call.getTarget().getName();
            List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
            boolean now = owner.startsWith("java.time.")
                    && name.equals("now")
                    && parameters.stream()
                            .noneMatch(parameter -> parameter.getName().equals("java.time.Clock"));
            boolean clock = (owner.equals("java.time.Clock") || owner.equals("java.time.InstantSource"))
                    && name.startsWith("system");
            boolean ours = owner.equals(PLATFORM + ".time.MachineClock") && name.equals("ofThisMachine");
            boolean millis = owner.equals("java.lang.System") && name.equals("currentTimeMillis");
            boolean date = owner.equals("java.util.Date") && name.equals("<init>") && parameters.isEmpty();
            return now || clock || ours || millis || date;
        });
    }

    private static DescribedPredicate<JavaClass> usersOfAnAggregateStore() {
        return DescribedPredicate.describe(
                "users of an AggregateStore",
                type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getName().equals(PLATFORM + ".store.AggregateStore")));
    }

    private static DescribedPredicate<JavaAccess<?>> savesWhole() {
        return DescribedPredicate.describe("saves a whole document", access -> {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            boolean spring = owner.startsWith("org.springframework.data.mongodb.core.")
                    && (name.equals("save") || name.equals("findAndReplace") || name.equals("replace"));
            boolean driver = owner.equals("com.mongodb.client.MongoCollection")
                    && (name.equals("replaceOne") || name.equals("findOneAndReplace"));
            return spring || driver;
        });
    }
}
