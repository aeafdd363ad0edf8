package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.crimealliance.demo.Ledger.Figure;
import org.crimealliance.system.TestPlatform.Applicant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The clock goes over both daylight-saving changes, a year's end and a leap day while the platform runs: each command has the
 * association's date, and nothing is lost or doubled. It takes the whole platform along, so it comes last.
 */
@SystemTest
@Order(Integer.MAX_VALUE)
class TurnOfTheYearIT {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** What changes in Vienna, as the first instant after it. */
    private static final Map<String, Instant> TURNS = new LinkedHashMap<>();

    static {
        TURNS.put("summer time ends", Instant.parse("2024-10-27T01:00:00Z"));
        TURNS.put("a new year", Instant.parse("2026-12-31T23:00:00Z"));
        TURNS.put("summer time begins", Instant.parse("2027-03-28T01:00:00Z"));
        TURNS.put("a leap day begins", Instant.parse("2028-02-28T23:00:00Z"));
        TURNS.put("a leap day ends", Instant.parse("2028-02-29T23:00:00Z"));
    }

    private final TestPlatform platform = TestPlatform.shared();

    @AfterEach
    void the_table_is_cleared() {
        platform.withdrawApplications();
    }

    @Test
    void what_is_done_a_second_before_and_after_has_the_date_of_vienna_and_is_there_once() {
        Map<Applicant, LocalDate> expected = new LinkedHashMap<>();
        TURNS.forEach((what, turn) -> {
            for (Instant moment : new Instant[] {turn.minusSeconds(2), turn.plusSeconds(1)}) {
                platform.stack.clock().set(moment);
                Applicant applicant = platform.applicant();
                platform.apply(applicant);
                // the clock goes on: whatever took longer than a second and a half belongs to the day it was done on
                Instant done = platform.stack.clock().now();
                LocalDate day = LocalDate.ofInstant(moment, VIENNA);
                if (LocalDate.ofInstant(done, VIENNA).equals(day)) {
                    expected.put(applicant, day);
                }
            }
        });
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(platform.invariants()).allMatch(Figure::met));
        Map<String, LocalDate> submitted = new LinkedHashMap<>();
        for (JsonNode application : platform.api.all("secretary", "/api/membership/applications?state=applied")) {
            assertThat(submitted.put(
                            TestPlatform.text(application, "name"),
                            LocalDate.parse(TestPlatform.text(application, "submittedOn"))))
                    .as("there once")
                    .isNull();
        }
        assertThat(expected).hasSizeGreaterThanOrEqualTo(TURNS.size());
        expected.forEach((applicant, day) -> assertThat(submitted).as("%s", day).containsEntry(applicant.name(), day));
    }
}
