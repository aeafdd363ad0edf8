package org.crimealliance.membership.secondperson;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who confirms what another has prepared. */
class PreparationTest {

    private static final Instant NOW = Instant.parse("2020-11-16T09:00:00Z");
    private static final Duration MONTH = Duration.ofDays(30);
    private static final List<String> EXECUTIVE = List.of("chair", "treasurer", "secretary");
    private static final SecondPersonRule ANY_TWO = new SecondPersonRule(EXECUTIVE, List.of(), MONTH);
    private static final SecondPersonRule TREASURER_IS_ONE =
            new SecondPersonRule(EXECUTIVE, List.of("treasurer"), MONTH);

    private static final Offices IN_OFFICE = person -> person;

    /** Everybody whose office ends by this role ending. */
    private static Offices without(String ended) {
        return person -> new Person(
                person.subject(),
                person.name(),
                person.email(),
                person.roles().stream().filter(role -> !role.equals(ended)).toList());
    }

    private static Person person(String role) {
        return new Person(role + "-1", role, role + "@example.org", List.of(role));
    }

    private static String code(Person first, Person second, SecondPersonRule rule, String concerns) {
        return rule.prepared(first, NOW, "seen", concerns)
                .whyNot(new Confirmation(second, "seen", rule, IN_OFFICE, NOW))
                .map(Refusal::code)
                .orElse("confirmed");
    }

    @ParameterizedTest
    @CsvSource({
        "secretary, chair, confirmed",
        "chair, secretary, confirmed",
        "treasurer, chair, confirmed",
        "secretary, auditor, may-not-confirm",
        "secretary, board, may-not-confirm",
        "secretary, secretary, own-preparation"
    })
    void one_prepares_and_another_executive_officer_confirms(String first, String second, String outcome) {
        assertThat(code(person(first), person(second), ANY_TWO, null)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "secretary, treasurer, confirmed",
        "treasurer, secretary, confirmed",
        "secretary, chair, another-office-needed",
        "chair, secretary, another-office-needed",
        "treasurer, treasurer, own-preparation"
    })
    void of_the_two_one_is_the_treasurer(String first, String second, String outcome) {
        assertThat(code(person(first), person(second), TREASURER_IS_ONE, null)).isEqualTo(outcome);
    }

    @Test
    void whoever_holds_two_offices_is_still_one_person() {
        Person both = new Person("p-1", "Both", "both@example.org", List.of("chair", "treasurer"));
        assertThat(code(both, both, TREASURER_IS_ONE, null)).isEqualTo("own-preparation");
    }

    @Test
    void a_second_account_with_the_same_mail_address_is_the_same_person() {
        Person other = new Person("p-2", "Treasurer", " Secretary@EXAMPLE.org", List.of("treasurer"));
        assertThat(code(person("secretary"), other, ANY_TWO, null)).isEqualTo("own-preparation");
    }

    @Test
    void accounts_without_an_address_are_told_apart_by_their_subject() {
        Person one = new Person("p-1", "One", null, List.of("chair"));
        Person two = new Person("p-2", "Two", null, List.of("treasurer"));
        assertThat(code(one, two, ANY_TWO, null)).isEqualTo("confirmed");
        assertThat(code(one, one, ANY_TWO, null)).isEqualTo("own-preparation");
    }

    @Test
    void nobody_confirms_what_is_about_himself() {
        assertThat(code(person("secretary"), person("chair"), ANY_TWO, "CHAIR@example.org"))
                .isEqualTo("concerns-yourself");
        assertThat(code(person("chair"), person("secretary"), ANY_TWO, "chair@example.org"))
                .isEqualTo("confirmed");
    }

    @Test
    void it_can_be_confirmed_until_its_last_moment_and_no_longer() {
        Preparation preparation = ANY_TWO.prepared(person("secretary"), NOW, "seen", null);
        assertThat(preparation.until()).isEqualTo(NOW.plus(MONTH));
        assertThat(preparation.whyNot(person("chair"), ANY_TWO, IN_OFFICE, NOW.plus(MONTH)))
                .isEmpty();
        assertThat(preparation.whyNot(
                        person("chair"), ANY_TWO, IN_OFFICE, NOW.plus(MONTH).plusNanos(1)))
                .map(Refusal::code)
                .contains("preparation-lapsed");
    }

    @Test
    void what_was_changed_after_it_was_looked_at_is_not_confirmed() {
        Preparation preparation = ANY_TWO.prepared(person("secretary"), NOW, "new", null);
        assertThat(preparation.whyNot(new Confirmation(person("chair"), "old", ANY_TWO, IN_OFFICE, NOW)))
                .map(Refusal::code)
                .contains("changed-meanwhile");
    }

    @Test
    void only_who_prepared_it_withdraws_what_they_see_and_may_say_it_again() {
        Preparation prepared = ANY_TWO.prepared(person("secretary"), NOW, "seen", null);
        assertThat(code(prepared.withdraw(person("chair"), "seen", NOW))).isEqualTo("not-your-preparation");
        assertThat(code(prepared.withdraw(person("secretary"), "old", NOW))).isEqualTo("changed-meanwhile");
        Preparation withdrawn =
                prepared.withdraw(person("secretary"), "seen", NOW).orThrow();
        assertThat(withdrawn.end()).isEqualTo(new Preparation.End(person("secretary"), NOW, null));
        assertThat(withdrawn.waits(NOW)).isFalse();
        assertThat(withdrawn
                        .withdraw(person("secretary"), "seen", NOW.plusSeconds(9))
                        .orThrow())
                .isEqualTo(withdrawn);
        assertThat(withdrawn.whyNot(person("chair"), ANY_TWO, IN_OFFICE, NOW))
                .map(Refusal::code)
                .contains("preparation-withdrawn");
        assertThat(code(withdrawn.refuse(
                        new Confirmation(person("chair"), "seen", ANY_TWO, IN_OFFICE, NOW), "too early")))
                .isEqualTo("preparation-withdrawn");
    }

    @Test
    void whoever_could_confirm_it_refuses_it_with_a_reason_and_may_say_it_again() {
        Preparation prepared = ANY_TWO.prepared(person("secretary"), NOW, "seen", null);
        assertThat(code(prepared.refuse(new Confirmation(person("secretary"), "seen", ANY_TWO, IN_OFFICE, NOW), "no")))
                .isEqualTo("own-preparation");
        assertThat(code(prepared.refuse(new Confirmation(person("board"), "seen", ANY_TWO, IN_OFFICE, NOW), "no")))
                .isEqualTo("may-not-confirm");
        assertThat(code(prepared.refuse(new Confirmation(person("chair"), "old", ANY_TWO, IN_OFFICE, NOW), "no")))
                .isEqualTo("changed-meanwhile");
        Preparation refused = prepared.refuse(
                        new Confirmation(person("chair"), "seen", ANY_TWO, IN_OFFICE, NOW), "too early")
                .orThrow();
        assertThat(refused.end()).isEqualTo(new Preparation.End(person("chair"), NOW, "too early"));
        assertThat(refused.waits(NOW)).isFalse();
        assertThat(refused.refuse(
                                new Confirmation(person("chair"), "seen", ANY_TWO, IN_OFFICE, NOW.plusSeconds(9)),
                                "too early")
                        .orThrow())
                .isEqualTo(refused);
        assertThat(code(refused.refuse(new Confirmation(person("chair"), "seen", ANY_TWO, IN_OFFICE, NOW), "too late")))
                .as("another reason is another command")
                .isEqualTo("preparation-refused");
        assertThat(code(refused.refuse(
                        new Confirmation(person("treasurer"), "seen", ANY_TWO, IN_OFFICE, NOW), "too early")))
                .isEqualTo("preparation-refused");
        assertThat(code(refused.withdraw(person("secretary"), "seen", NOW))).isEqualTo("preparation-refused");
        assertThat(refused.whyNot(person("treasurer"), ANY_TWO, IN_OFFICE, NOW))
                .map(Refusal::message)
                .contains("chair has refused this: too early");
    }

    private static String code(Outcome<Preparation> outcome) {
        return outcome instanceof Outcome.Refused<Preparation>(var refusal) ? refusal.code() : "done";
    }

    @Test
    void every_refusal_says_why_in_words() {
        Preparation preparation = TREASURER_IS_ONE.prepared(person("secretary"), NOW, "seen", null);
        assertThat(preparation
                        .whyNot(person("board"), TREASURER_IS_ONE, IN_OFFICE, NOW)
                        .orElseThrow()
                        .message())
                .isEqualTo("This is confirmed by one of these officers: Chair, Treasurer or Secretary.");
        SecondPersonRule two = new SecondPersonRule(List.of("vice-chair", "congress-manager"), List.of(), MONTH);
        assertThat(preparation
                        .whyNot(person("board"), two, IN_OFFICE, NOW)
                        .orElseThrow()
                        .message())
                .isEqualTo("This is confirmed by one of these officers: Vice-Chair or Congress manager.");
        assertThat(preparation
                        .whyNot(person("chair"), TREASURER_IS_ONE, IN_OFFICE, NOW)
                        .orElseThrow()
                        .message())
                .isEqualTo("Of the two who prepare and confirm this, one has to be: Treasurer.");
        assertThat(preparation
                        .whyNot(person("treasurer"), TREASURER_IS_ONE, IN_OFFICE, NOW.plus(Duration.ofDays(40)))
                        .orElseThrow()
                        .message())
                .isEqualTo("This could be confirmed until 2020-12-16. Prepare it again.");
    }

    @Test
    void a_fingerprint_tells_apart_what_reads_alike() {
        assertThat(Seen.of("a", "bc")).isNotEqualTo(Seen.of("ab", "c")).hasSize(64);
        assertThat(Seen.of("a", "bc")).isEqualTo(Seen.of("a", "bc"));
    }

    @ParameterizedTest
    @CsvSource({
        "secretary, treasurer, secretary, preparer-left-office",
        "treasurer, secretary, treasurer, preparer-left-office",
        "treasurer, secretary, secretary, may-not-confirm",
        "treasurer, secretary, board, confirmed"
    })
    void both_are_in_office_when_it_is_confirmed(String first, String second, String ended, String outcome) {
        assertThat(TREASURER_IS_ONE
                        .prepared(person(first), NOW, "seen", null)
                        .whyNot(new Confirmation(person(second), "seen", TREASURER_IS_ONE, without(ended), NOW))
                        .map(Refusal::code)
                        .orElse("confirmed"))
                .isEqualTo(outcome);
    }

    @Test
    void whoever_was_treasurer_and_is_secretary_still_needs_the_treasurer_of_today() {
        Person both = new Person("p-1", "Both", "both@example.org", List.of("secretary", "treasurer"));
        Preparation preparation = TREASURER_IS_ONE.prepared(both, NOW, "seen", null);
        Offices today = person -> person.equals(both) ? without("treasurer").today(both) : person;
        assertThat(preparation.whyNot(person("chair"), TREASURER_IS_ONE, today, NOW))
                .map(Refusal::code)
                .contains("another-office-needed");
        assertThat(preparation.whyNot(person("treasurer"), TREASURER_IS_ONE, today, NOW))
                .isEmpty();
    }

    @Test
    void what_an_ended_officer_has_prepared_stands_no_more_and_says_what_to_do() {
        Preparation preparation = ANY_TWO.prepared(person("secretary"), NOW, "seen", null);
        assertThat(preparation.stands(IN_OFFICE, NOW)).isTrue();
        assertThat(preparation.stands(IN_OFFICE, NOW.plus(MONTH).plusNanos(1))).isFalse();
        assertThat(preparation.stands(without("secretary"), NOW)).isFalse();
        assertThat(preparation
                        .whyNot(person("chair"), ANY_TWO, without("secretary"), NOW)
                        .orElseThrow()
                        .message())
                .isEqualTo("secretary no longer holds the office in which this was prepared. Prepare it again.");
    }
}
