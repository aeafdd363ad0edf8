package org.crimealliance.event.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.crimealliance.event.registration.Registration.Cancelled;
import org.crimealliance.event.registration.Registration.Confirmed;
import org.crimealliance.event.registration.Registration.Form;
import org.crimealliance.event.registration.Registration.Offered;
import org.crimealliance.event.registration.Registration.Pending;
import org.crimealliance.event.registration.Registration.Waiting;
import org.crimealliance.event.registration.RegistrationEvent.Person;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From the form to the seat, and what each step tells. */
class RegistrationTest {

    private static final Instant NOW = Instant.parse("2021-01-10T09:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(3600);
    private static final Form FORM = form(Seat.ONSITE);
    private static final Person PERSON = new Person("A. Muster", "a.muster@example.org");

    private static final Registration PENDING = Pending.first(FORM, "home", Registration.Mail.SENT, NOW);
    private static final Registration ONSITE = new Confirmed(FORM, Seat.ONSITE, NOW);
    private static final Registration ONLINE = new Confirmed(FORM, Seat.ONLINE, NOW);
    private static final Registration WAITING = new Waiting(FORM, NOW);
    private static final Registration OFFERED = new Offered(FORM, NOW, UNTIL);
    private static final Registration CANCELLED = new Cancelled(FORM, NOW);

    static Stream<Registration> everyState() {
        return Stream.of(PENDING, ONSITE, ONLINE, WAITING, OFFERED, CANCELLED);
    }

    @Test
    void whoever_follows_the_link_is_confirmed_with_the_seat_that_there_is() {
        assertThat(PENDING.confirm("r1", "Crime Congress", FORM, Seat.ONSITE, NOW, "own")
                        .orThrow())
                .isEqualTo(Change.to(ONSITE, told(Seat.ONSITE)));
        Form online = form(Seat.ONLINE);
        assertThat(Pending.first(online, "home", Registration.Mail.SENT, NOW)
                        .confirm("r1", "Crime Congress", online, Seat.ONLINE, NOW, "own")
                        .orThrow())
                .isEqualTo(Change.to(new Confirmed(online, Seat.ONLINE, NOW), told(Seat.ONLINE)));
    }

    @Test
    void whoever_wants_a_seat_on_site_and_gets_none_waits_for_one_and_is_online_meanwhile() {
        assertThat(PENDING.confirm("r1", "Crime Congress", FORM, Seat.ONLINE, NOW, "own")
                        .orThrow())
                .isEqualTo(Change.to(
                        WAITING,
                        new RegistrationEvent.Waitlisted(
                                "r1", "congress", "Crime Congress", PERSON, Seat.ONLINE, Seat.ONSITE, "own")));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void a_link_that_is_followed_again_changes_nothing(Registration registration) {
        if (!(registration instanceof Pending)) {
            assertThat(registration
                            .confirm("r1", "Crime Congress", FORM, Seat.ONSITE, NOW.plusSeconds(1), "own")
                            .orThrow())
                    .isEqualTo(Change.to(registration));
        }
    }

    @Test
    void a_free_seat_is_offered_to_who_waits_once_and_to_nobody_else() {
        assertThat(WAITING.offer("r1", "Crime Congress", UNTIL, "https://example.org/accept")
                        .orThrow())
                .isEqualTo(Change.to(
                        OFFERED,
                        new RegistrationEvent.Offered(
                                "r1", "congress", "Crime Congress", PERSON, UNTIL, "https://example.org/accept")));
        assertThat(OFFERED.offer("r1", "Crime Congress", UNTIL.plusSeconds(1), "https://example.org/accept")
                        .orThrow())
                .isEqualTo(Change.to(OFFERED));
        for (Registration other : List.of(PENDING, ONSITE, ONLINE, CANCELLED)) {
            assertThat(code(other.offer("r1", "Crime Congress", UNTIL, "https://example.org/accept")))
                    .isEqualTo("not-waiting");
        }
    }

    @Test
    void a_seat_on_site_is_taken_once_and_told_once() {
        for (Registration registration : List.of(PENDING, ONLINE, WAITING, OFFERED)) {
            assertThat(registration.sitDown("r1", "Crime Congress", NOW, "own").orThrow())
                    .isEqualTo(Change.to(ONSITE, told(Seat.ONSITE)));
        }
        assertThat(ONSITE.sitDown("r1", "Crime Congress", NOW.plusSeconds(1), "own")
                        .orThrow())
                .isEqualTo(Change.to(ONSITE));
        assertThat(code(CANCELLED.sitDown("r1", "Crime Congress", NOW, "own"))).isEqualTo("cancelled");
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void an_offer_lapses_at_its_end_and_leaves_the_online_seat(Registration registration) {
        assertThat(registration.lapse(UNTIL.minusNanos(1)).orThrow()).isEqualTo(Change.to(registration));
        Registration lapsed = registration.equals(OFFERED) ? new Confirmed(FORM, Seat.ONLINE, UNTIL) : registration;
        assertThat(registration.lapse(UNTIL).orThrow()).isEqualTo(Change.to(lapsed));
    }

    @ParameterizedTest
    @MethodSource("everyState")
    void a_registration_is_cancelled_once(Registration registration) {
        Change<Registration> cancelled =
                registration.cancel("r1", "Crime Congress", NOW).orThrow();
        assertThat(cancelled)
                .isEqualTo(
                        registration.equals(CANCELLED)
                                ? Change.to(CANCELLED)
                                : Change.to(
                                        CANCELLED,
                                        new RegistrationEvent.Cancelled("r1", "congress", "Crime Congress", PERSON)));
    }

    @Test
    void the_request_for_confirmation_has_the_link() {
        assertThat(RegistrationEvent.Requested.of("r1", "Crime Congress", FORM, "https://example.org/confirm"))
                .isEqualTo(new RegistrationEvent.Requested(
                        "r1", "congress", "Crime Congress", PERSON, "https://example.org/confirm"));
    }

    private static RegistrationEvent.Confirmed told(Seat seat) {
        return new RegistrationEvent.Confirmed("r1", "congress", "Crime Congress", PERSON, seat, "own");
    }

    private static Form form(Seat wants) {
        return new Form("congress", "A. Muster", "a.muster@example.org", null, "AT", wants, 1);
    }

    private static String code(Outcome<?> outcome) {
        return ((Outcome.Refused<?>) outcome).refusal().code();
    }
}
