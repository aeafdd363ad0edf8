package org.crimealliance.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureRulesTest {

    private static final String GOOD = "org.crimealliance.sample.good";
    private static final String BAD = "org.crimealliance.sample.bad";
    private static final List<String> BROKEN =
            ArchitectureRules.broken(BAD, new ClassFileImporter().importPackages(BAD));

    @Test
    void a_good_application_passes() {
        assertThat(ArchitectureRules.broken(GOOD, new ClassFileImporter().importPackages(GOOD)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.crimealliance.sample.other.Foreign",
                "the domain knows no framework",
                "OrderServiceImpl",
                "OrderManager",
                "bad.util.Texts",
                "OrderServiceImpl.orders",
                "OrderServiceImpl.setting",
                "OrderServiceImpl.counter",
                "java.time.Instant.now()",
                "java.time.LocalDate.now(java.time.ZoneId)",
                "java.time.Clock.systemUTC()",
                "java.util.Date.<init>()",
                "java.lang.System.currentTimeMillis()",
                "MongoTemplate.save(",
                "replaceOne(",
                "a repository saves whole documents",
                "Cycle detected: Slice org.crimealliance.sample.bad.order",
                "org.springframework.scheduling.annotation.Scheduled",
                "java.time.InstantSource.system()",
                "one that is no bean shows neither in metrics nor in health",
            })
    void a_bad_application_is_told_everything(String what) {
        assertThat(String.join("\n", BROKEN)).contains(what);
    }

    @Test
    void every_rule_is_broken_by_the_bad_application() {
        assertThat(BROKEN).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"says treasurer", "InvoiceReader says Invoice", "says INVOICES", "says congress"})
    void the_platform_knows_no_word_of_the_domain(String what) {
        List<String> broken = ArchitectureRules.brokenInPlatform(
                new ClassFileImporter().importPackages("org.crimealliance.sample.talkative"));
        assertThat(broken).hasSize(1).first().asString().contains(what);
    }

    @Test
    void what_does_no_io_is_listed_for_mutation() {
        var known = new ClassFileImporter().importPackages(GOOD, "org.crimealliance.platform");
        assertThat(MutatedClasses.missing(
                        List.of(), known, type -> type.getName().startsWith(GOOD)))
                .containsExactly(GOOD + ".order.Order$Open does no I/O and is not listed for ./alliance mutate");
        assertThat(MutatedClasses.missing(
                        List.of(GOOD + ".*.Order$*"),
                        known,
                        type -> type.getName().startsWith(GOOD)))
                .isEmpty();
    }

    @Test
    void nothing_to_look_at_is_no_pass() {
        assertThat(ArchitectureRules.broken(
                        "org.crimealliance.nowhere",
                        new ClassFileImporter().importPackages("org.crimealliance.nowhere")))
                .isNotEmpty();
    }
}
