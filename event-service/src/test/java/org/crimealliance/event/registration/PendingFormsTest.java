package org.crimealliance.event.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.List;
import org.crimealliance.event.registration.Registration.Confirmed;
import org.crimealliance.event.registration.Registration.Form;
import org.crimealliance.event.registration.Registration.Mail;
import org.crimealliance.event.registration.Registration.Pending;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;

/** Forms for one address, side by side until its owner says which one counts. */
class PendingFormsTest {

    private static final Instant NOW = Instant.parse("2021-02-01T09:00:00Z");

    private static Form form(String name) {
        return new Form("kyoto", name, "owner@example.org", null, "KE", Seat.ONSITE, 1);
    }

    @Test
    void the_same_form_again_is_one_form_and_keeps_its_mail() {
        Pending pending = Pending.first(form("Owner"), "home", Mail.SENT, NOW)
                .and(form("Another"), "away", Mail.WAITS, NOW)
                .and(form("Owner"), "elsewhere", Mail.NOT_NEEDED, NOW);
        assertThat(pending.forms())
                .extracting(Registration.Sent::number, Registration.Sent::mail)
                .containsExactly(tuple(1, Mail.SENT), tuple(2, Mail.WAITS));
        assertThat(pending.latest().number()).isEqualTo(1);
        assertThat(pending.and(form("Another"), "away", Mail.SENT, NOW).latest().mail())
                .isEqualTo(Mail.SENT);
    }

    @Test
    void a_flood_makes_room_by_its_own_forms() {
        Pending pending =
                Pending.first(form("Flood"), "flood", Mail.SENT, NOW).and(form("Owner"), "home", Mail.NOT_NEEDED, NOW);
        for (int i = 0; i < 10_000; i++) {
            pending = pending.and(form("Flood " + i), "flood", Mail.NOT_NEEDED, NOW);
        }
        assertThat(pending.forms()).hasSize(Pending.MOST);
        assertThat(pending.numbered(1)).as("its link is in a mailbox").isPresent();
        assertThat(pending.numbered(2))
                .get()
                .satisfies(sent -> assertThat(sent.form().name()).isEqualTo("Owner"));
        assertThat(pending.latest().form().name()).isEqualTo("Flood 9999");
    }

    @Test
    void where_all_were_mailed_the_oldest_makes_room() {
        Pending pending = Pending.first(form("0"), "n", Mail.SENT, NOW);
        for (int i = 1; i <= Pending.MOST; i++) {
            pending = pending.and(form(String.valueOf(i)), "n", Mail.SENT, NOW);
        }
        assertThat(pending.numbered(1)).isEmpty();
        assertThat(pending.numbered(2)).isPresent();
    }

    @Test
    void what_an_earlier_version_stored_is_one_form_with_its_mail() {
        Pending old = new Pending(form("Owner"), NOW, null, null);
        assertThat(old.forms()).hasSize(1);
        assertThat(old.isMailed()).isTrue();
        assertThat(old.seatTakenFor()).isEqualTo(form("Owner"));
    }

    @Test
    void a_seat_is_taken_for_the_first_form_unless_another_was_chosen() {
        Pending pending =
                Pending.first(form("Owner"), "home", Mail.SENT, NOW).and(form("Stranger"), "flood", Mail.WAITS, NOW);
        assertThat(pending.seatTakenFor().name()).isEqualTo("Owner");
        assertThat(pending.choosing(2).seatTakenFor().name()).isEqualTo("Stranger");
        assertThat(pending.choosing(2).mailed(2, Mail.SENT).seatTakenFor().name())
                .isEqualTo("Stranger");
        assertThat(pending.mailed(2, Mail.SENT).numbered(2))
                .get()
                .satisfies(sent -> assertThat(sent.mail()).isEqualTo(Mail.SENT));
        assertThat(pending.mailed(2, Mail.SENT).numbered(1)).isEqualTo(pending.numbered(1));
    }

    @Test
    void a_form_of_an_earlier_round_confirms_nothing() {
        Registration pending = Pending.first(form("Owner").inRound(2), "home", Mail.SENT, NOW);
        assertThat(pending.confirm("id", "Kyoto", form("Owner"), Seat.ONSITE, NOW, "own")
                        .orThrow()
                        .next())
                .isEqualTo(pending);
    }

    @Test
    void who_asked_for_no_seat_on_site_is_given_none() {
        Form online = new Form("kyoto", "Owner", "owner@example.org", null, "KE", Seat.ONLINE, 1);
        assertThat(new Confirmed(online, Seat.ONLINE, NOW).sitDown("id", "Kyoto", NOW, "own"))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(new Confirmed(form("Owner"), Seat.ONLINE, NOW).sitDown("id", "Kyoto", NOW, "own"))
                .isInstanceOf(Outcome.Done.class);
    }

    @Test
    void two_weeks_after_the_last_form_nothing_of_what_was_typed_is_left() {
        Instant later = NOW.plusSeconds(60);
        Pending pending = Pending.first(form("Owner"), "home", Mail.SENT, NOW)
                .and(form("Another"), "away", Mail.WAITS, NOW)
                .and(form("Owner"), "home", Mail.SENT, later);
        assertThat(pending.erase(later, later).next())
                .as("the same form again is a new one")
                .isEqualTo(pending);
        Registration erasing = pending.erase(later.plusMillis(1), later).next();
        Form nothing = new Form("kyoto", "", "", null, "", Seat.ONLINE, 1);
        assertThat(erasing).isEqualTo(new Registration.Erasing(nothing, later, null));
        assertThat(pending.erase(later.plusMillis(1), later).events()).isEmpty();
        assertThat(pending.isErased()).isFalse();
        assertThat(new Confirmed(form("Owner"), Seat.ONSITE, NOW)
                        .erase(Instant.MAX, later)
                        .next())
                .isInstanceOf(Confirmed.class);
        for (Registration gone : List.of(erasing, new Registration.Erased(nothing, later))) {
            assertThat(gone.isErased()).isTrue();
            assertThat(gone.cancel("id", "Kyoto", later)).isEqualTo(Outcome.done(Change.to(gone)));
            assertThat(gone.sitDown("id", "Kyoto", later, "own")).isInstanceOf(Outcome.Refused.class);
            assertThat(gone.erase(Instant.MAX, later).next()).isEqualTo(gone);
        }
    }
}
