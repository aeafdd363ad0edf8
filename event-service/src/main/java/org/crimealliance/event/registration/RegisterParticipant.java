package org.crimealliance.event.registration;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.link.CongressLinks;
import org.crimealliance.event.registration.OnsiteSeats.Held;
import org.crimealliance.event.registration.Registration.Cancelled;
import org.crimealliance.event.registration.Registration.Confirmed;
import org.crimealliance.event.registration.Registration.Form;
import org.crimealliance.event.registration.Registration.Offered;
import org.crimealliance.event.registration.Registration.Pending;
import org.crimealliance.event.registration.Registration.Waiting;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The pipeline: form, mail with link, seat. A seat is always taken or given up first, in {@link OnsiteSeats}; then the
 * registration says so. What a crash leaves between the two, the sweep finishes.
 */
@Component
class RegisterParticipant {

    static final String CONFIRM = "register";
    static final String OFFER = "seat-offer";

    private final Congresses congresses;
    private final Registrations registrations;
    private final OnsiteSeats seats;
    private final CongressLinks links;
    private final Clock clock;
    private final Duration offerLasts;
    private final MeterRegistry meters;

    /** Name and seats of a congress never change; reading them for every participant would be for nothing. */
    private final Map<String, Congress> known = new ConcurrentHashMap<>();

    RegisterParticipant(
            Congresses congresses,
            Registrations registrations,
            OnsiteSeats seats,
            CongressLinks links,
            Clock clock,
            @Value("${alliance.event.seat-offer}") Duration offerLasts,
            MeterRegistry meters) {
        this.congresses = congresses;
        this.registrations = registrations;
        this.seats = seats;
        this.links = links;
        this.clock = clock;
        this.offerLasts = offerLasts;
        this.meters = meters;
    }

    /** The same person again is the same registration; who had cancelled begins anew, at the end of the list. */
    String request(
            String congressId, String name, String email, @Nullable String affiliation, String country, Seat wants) {
        Congress congress = congress(congressId);
        String id = Registrations.idOf(congressId, email);
        Form form = new Form(congressId, name.strip(), email.strip(), affiliation, country, wants, 1);
        String url = links.issue(CONFIRM, "1", id);
        var created = registrations
                .store()
                .create(
                        id,
                        new Pending(form, clock.instant()),
                        List.of(RegistrationEvent.Requested.of(id, congress.name(), form, url)));
        if (created.isNew()) {
            count("requested");
        } else if (created.stored().state() instanceof Cancelled) {
            again(congress.name(), id, form);
        }
        return id;
    }

    private void again(String congressName, String id, Form form) {
        vacate(form.congressId(), id); // whatever the cancelled one still holds
        registrations
                .store()
                .change(id, registration -> {
                    if (!(registration instanceof Cancelled cancelled)) {
                        return Outcome.done(Change.to(registration));
                    }
                    int round = cancelled.form().round() + 1;
                    Form next = new Form(
                            form.congressId(),
                            form.name(),
                            form.email(),
                            form.affiliation(),
                            form.country(),
                            form.wants(),
                            round);
                    String url = links.issue(CONFIRM, String.valueOf(round), id);
                    return Outcome.done(Change.to(
                            new Pending(next, clock.instant()),
                            RegistrationEvent.Requested.of(id, congressName, next, url)));
                })
                .orThrow();
        count("requested");
    }

    /** The link was followed: on site while a seat is free, else online and on the waiting list. */
    Registration confirm(CongressLinks.Link link) {
        String id = link.subject();
        Registration registration = byLink(link);
        if (!(registration instanceof Pending(Form form, Instant ignored))) {
            return registration;
        }
        Congress congress = congress(form.congressId());
        boolean onsite = form.wants() == Seat.ONSITE
                && seats.claim(form.congressId(), congress.onsiteSeats(), id, clock.instant());
        Seat seat = onsite ? Seat.ONSITE : Seat.ONLINE;
        Registration next = registrations
                .store()
                .change(id, r -> r.confirm(id, congress.name(), seat, clock.instant()))
                .orThrow()
                .state();
        if (onsite) {
            settle(form.congressId(), id, next);
        }
        count(onsite ? "onsite" : form.wants() == Seat.ONSITE ? "waiting" : "online");
        return next;
    }

    /** After a claim: the registration has the seat, or gives it back because it was cancelled in the meantime. */
    private void settle(String congressId, String id, Registration registration) {
        if (registration instanceof Confirmed confirmed && confirmed.seat() == Seat.ONSITE) {
            seats.told(congressId, id, false);
        } else if (registration instanceof Cancelled) {
            vacate(congressId, id);
        }
    }

    Registration byLink(CongressLinks.Link link) {
        return registrations
                .store()
                .find(link.subject())
                .map(Stored::state)
                .filter(registration ->
                        String.valueOf(registration.form().round()).equals(link.scope())
                                || link.scope().startsWith("offer/"))
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This link")));
    }

    /** Frees a seat on site, if it had one, for the head of the waiting list. Again: nothing. */
    Registration cancel(String id) {
        Form form = registrations
                .store()
                .find(id)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This registration")))
                .state()
                .form();
        String congressName = congress(form.congressId()).name();
        Registration cancelled = registrations
                .store()
                .change(id, registration -> registration.cancel(id, congressName, clock.instant()))
                .orThrow()
                .state();
        vacate(form.congressId(), id);
        return cancelled;
    }

    /** Because of the event of a cancellation, in case the call did not live to free the seat. */
    void cancelled(String congressId, String id) {
        boolean gone = registrations
                .store()
                .find(id)
                .map(stored -> stored.state() instanceof Cancelled)
                .orElse(false);
        if (gone) {
            vacate(congressId, id);
        }
    }

    /** Takes the offered seat. Against the offer's end exactly one succeeds. */
    Outcome<Registration> accept(CongressLinks.Link link) {
        String id = link.subject();
        Form form = byLink(link).form();
        if (!seats.accept(form.congressId(), id, clock.instant())) {
            return Outcome.refused(Refusal.conflict("offer-over", "This offer is over; the seat went to the next."));
        }
        return sitDown(form.congressId(), id);
    }

    private Outcome<Registration> sitDown(String congressId, String id) {
        String congressName = congress(congressId).name();
        Outcome<Registration> seated = registrations
                .store()
                .change(id, registration -> registration.sitDown(id, congressName, clock.instant()))
                .map(Stored::state);
        switch (seated) {
            case Outcome.Done<Registration>(Registration ignored) -> seats.told(congressId, id, false);
            case Outcome.Refused<Registration>(Refusal ignored) -> vacate(congressId, id);
        }
        return seated;
    }

    private void vacate(String congressId, String id) {
        Optional<Held> held = seats.heldBy(congressId, id);
        while (held.isPresent()) {
            if (passOn(congressId, held.get(), null)) {
                return;
            }
            held = seats.heldBy(congressId, id); // the next in line changed: again
        }
    }

    private boolean passOn(String congressId, Held held, @Nullable Instant expiredAt) {
        Instant until = clock.instant().plus(offerLasts);
        Optional<String> next = registrations.headOfWaitingList(congressId, seats.holders(congressId));
        boolean passed =
                seats.pass(congressId, held.registrationId(), held.offered(), expiredAt, next.orElse(null), until);
        if (passed && next.isPresent()) {
            tellOffer(congressId, next.get(), until);
        }
        return passed;
    }

    private void tellOffer(String congressId, String id, Instant until) {
        String congressName = congress(congressId).name();
        String url = links.issue(OFFER, "offer/" + until, id);
        Outcome<Stored<Registration>> offered =
                registrations.store().change(id, registration -> registration.offer(id, congressName, until, url));
        switch (offered) {
            case Outcome.Done<Stored<Registration>>(Stored<Registration> ignored) -> seats.told(congressId, id, true);
            case Outcome.Refused<Stored<Registration>>(Refusal ignored) -> vacate(congressId, id);
        }
    }

    /** Finishes what a crash left, ends offers that ran out, offers seats that are free while somebody waits. */
    void sweep() {
        for (String congressId : seats.congresses()) {
            for (Held held : seats.held(congressId)) {
                tidy(congressId, held);
            }
            offerFreeSeats(congressId);
        }
        registrations.inState(Offered.class).forEach(this::lapse);
    }

    private void tidy(String congressId, Held held) {
        Instant now = clock.instant();
        if (held.until() != null && !now.isBefore(held.until())) {
            Provenance.rule("seat-offer-expired", held.registrationId(), held.until())
                    .run(() -> passOn(congressId, held, now));
        } else if (!held.told() && held.until() != null) {
            Instant until = held.until();
            held.cause().run(() -> tellOffer(congressId, held.registrationId(), until));
        } else if (!held.told()) {
            held.cause().run(() -> sitDown(congressId, held.registrationId()));
        }
    }

    private void offerFreeSeats(String congressId) {
        while (seats.free(congressId) > 0) {
            Optional<String> next = registrations.headOfWaitingList(congressId, seats.holders(congressId));
            if (next.isEmpty()) {
                return;
            }
            Instant until = clock.instant().plus(offerLasts);
            Provenance.rule("free-seat-to-the-waiting-list", next.get(), until).run(() -> {
                if (seats.offerFree(congressId, next.get(), until)) {
                    tellOffer(congressId, next.get(), until);
                }
            });
        }
    }

    private void lapse(Stored<Registration> stored) {
        boolean over =
                stored.state() instanceof Offered offered && !clock.instant().isBefore(offered.until());
        String congressId = stored.state().form().congressId();
        // only when the seat is passed on: until then it may still be in the middle of being accepted
        if (over && seats.heldBy(congressId, stored.id()).isEmpty()) {
            registrations
                    .store()
                    .change(stored.id(), registration -> registration.lapse(clock.instant()))
                    .orThrow();
        }
    }

    String congressName(Registration registration) {
        return congress(registration.form().congressId()).name();
    }

    private Congress congress(String id) {
        return known.computeIfAbsent(id, congresses::get);
    }

    private void count(String outcome) {
        meters.counter("alliance.registrations", "outcome", outcome).increment();
    }

    static String stateOf(Registration registration) {
        return switch (registration) {
            case Pending p -> "pending";
            case Confirmed c -> "confirmed";
            case Waiting w -> "waiting";
            case Offered o -> "offered";
            case Cancelled c -> "cancelled";
        };
    }

    static @Nullable Seat seatOf(Registration registration) {
        return switch (registration) {
            case Confirmed c -> c.seat();
            case Waiting w -> Seat.ONLINE;
            case Offered o -> Seat.ONLINE;
            case Pending p -> null;
            case Cancelled c -> null;
        };
    }
}
