package org.crimealliance.meeting.minutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

class MinutesTest {

    private static final Instant NOW = Instant.parse("2020-12-08T09:00:00Z");
    private static final Minutes.File FILE = new Minutes.File("minutes.pdf", "application/pdf", "AAAA");
    private static final MinutesDocument DOCUMENT = new MinutesDocument(
            "Informal meeting",
            "11/2020",
            "online",
            "7 December 2020",
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(),
            null);

    @Test
    void a_stale_save_is_refused_and_the_same_text_again_is_not() {
        Minutes first = Minutes.begin("m1").save(0, text("one")).orThrow().next();
        assertThat(first.revision()).isEqualTo(1);
        assertThat(code(first.save(0, text("two")))).isEqualTo("stale-revision");
        assertThat(first.save(0, text("one")).orThrow().next()).isEqualTo(first);
        assertThat(first.save(1, text("two")).orThrow().next().revision()).isEqualTo(2);
    }

    @Test
    void circulating_twice_sends_once_and_a_change_makes_it_a_draft_again() {
        Minutes draft = Minutes.begin("m1").save(0, text("one")).orThrow().next();
        Change<Minutes> circulated =
                draft.circulate(1, DOCUMENT, List.of(), FILE, NOW).orThrow();
        assertThat(circulated.events()).hasSize(1);
        assertThat(circulated
                        .next()
                        .circulate(1, DOCUMENT, List.of(), FILE, NOW)
                        .orThrow()
                        .events())
                .isEmpty();
        assertThat(circulated.next().save(1, text("two")).orThrow().next()).isInstanceOf(Minutes.Draft.class);
        assertThat(code(draft.circulate(0, DOCUMENT, List.of(), FILE, NOW))).isEqualTo("stale-revision");
    }

    @Test
    void approved_minutes_are_locked_as_version_1() {
        Minutes circulated = Minutes.begin("m1")
                .circulate(0, DOCUMENT, List.of(), FILE, NOW)
                .orThrow()
                .next();
        Minutes approved =
                circulated.approve("m2", List.of(), FILE, NOW).orThrow().next();
        assertThat(((Minutes.Approved) approved).version()).isEqualTo(1);
        assertThat(code(approved.save(0, text("late")))).isEqualTo("minutes-approved");
        assertThat(approved.approve("m2", List.of(), FILE, NOW).orThrow().events())
                .isEmpty();
        assertThat(code(Minutes.begin("m1").approve("m2", List.of(), FILE, NOW)))
                .isEqualTo("not-circulated");
    }

    @Test
    void what_is_saved_without_a_tour_de_table_has_none() {
        List<Content.Section> sections = List.of(new Content.Section("i1", null, "text"));
        List<Content.Contribution> tour = List.of(new Content.Contribution("A. Muster", "Verein", "news"));
        assertThat(new Content.Save(1, sections, null, "m2").content())
                .isEqualTo(new Content(sections, List.of(), "m2"));
        assertThat(new Content.Save(1, sections, tour, null).content()).isEqualTo(new Content(sections, tour, null));
    }

    private static Content text(String text) {
        return new Content(List.of(new Content.Section("i1", null, text)), List.of(), null);
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }
}
