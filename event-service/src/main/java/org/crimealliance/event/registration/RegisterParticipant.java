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
import org.crimealliance.event.registration.OnsiteSeats.Waiter;
import org.crimealliance.event.registration.Registration.Cancelled;
import org.crimealliance.event.registration.Registration.Confirmed;
import org.crimealliance.event.registration.Registration.Erased;
import org.crimealliance.event.registration.Registration.Erasing;
import org.crimealliance.event.registration.Registration.Form;
import org.crimealliance.event.registration.Registration.Mail;
import org.crimealliance.event.registration.Registration.Offered;
import org.crimealliance.event.registration.Registration.Pending;
import org.crimealliance.event.registration.Registration.Sent;
import org.crimealliance.event.registration.Registration.Waiting;
import org.crimealliance.platform.limit.ConfirmationMails;
import org.crimealliance.platform.limit.ConfirmationMails.Turn;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.person.PersonKeys;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.MailAddress;
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
    private final ConfirmationMails mails;
    private final Clock clock;
    private final Duration offerLasts;
    private final Duration confirmWithin;
    private final PersonKeys personKeys;
    private final MeterRegistry meters;

    /** Name and seats of a congress never change; reading them for every participant would be for nothing. */
    private final Map<String, Congress> known = new ConcurrentHashMap<>();

    RegisterParticipant(
            Congresses congresses,
            Registrations registrations,
            OnsiteSeats seats,
            CongressLinks links,
            ConfirmationMails mails,
            Clock clock,
            @Value("${alliance.event.seat-offer}") Duration offerLasts,
            @Value("${alliance.event.confirm-within}") Duration confirmWithin,
            PersonKeys personKeys,
            MeterRegistry meters) {
        this.congresses = congresses;
        this.registrations = registrations;
        this.seats = seats;
        this.links = links;
        this.mails = mails;
        this.clock = clock;
        this.offerLasts = offerLasts;
        this.confirmWithin = confirmWithin;
        this.personKeys = personKeys;
        this.meters = meters;
    }

    /**
     * The same person again is the same registration; who had cancelled, or let the time to confirm pass, begins anew, at the
     * end of the list. Until the link is followed the forms for one address stand side by side, whoever sent them.
     *
     * @param address that it was sent from
     */
    String request(Form form, String address) {
        Congress congress = congress(form.congressId());
        String id = Registrations.idOf(form.congressId(), form.email());
        Sender sender = new Sender(
                mails.recipient(MailAddress.comparable(form.email())), mails.network(address), clock.instant());
        Turn turn = mails.turn(sender.recipient(), sender.network());
        Change<Registration> first = first(id, congress.name(), form, sender, turn);
        var created = registrations.store().create(id, first.next(), first.events());
        if (created.isNew()) {
            count("requested");
        } else if (created.byThisCommand()) { // it died before it could answer
            giveBack(sender, turn);
        } else {
            again(id, congress.name(), form, sender, turn, created.stored().state());
        }
        return id;
    }

    private record Sender(String recipient, String network, Instant at) {}

    private Change<Registration> first(String id, String congressName, Form form, Sender sender, Turn turn) {
        Pending pending = Pending.first(form, sender.network(), mail(turn, false), sender.at());
        return turn == Turn.NOW ? tell(id, congressName, pending, pending.latest()) : Change.to(pending);
    }

    private void again(String id, String congressName, Form form, Sender sender, Turn turn, Registration seen) {
        if (seen instanceof Cancelled || seen.isErased()) {
            vacate(form.congressId(), id, seen.form().round()); // whatever the one before still holds
        }
        finishErasing(id, seen);
        Registration now = registrations
                .store()
                .change(
                        id,
                        registration -> Outcome.done(
                                switch (registration) {
                                    case Cancelled cancelled -> anew(id, congressName, form, sender, turn, cancelled);
                                    case Erased erased -> anew(id, congressName, form, sender, turn, erased);
                                    case Pending waiting -> {
                                        Pending next = waiting.and(
                                                form, sender.network(), mail(turn, waiting.isMailed()), sender.at());
                                        yield turn == Turn.NOW
                                                ? tell(id, congressName, next, next.latest())
                                                : Change.to(next);
                                    }
                                    default -> Change.to(registration);
                                }))
                .orThrow()
                .state();
        if (now.isErased()) { // meanwhile; or an earlier attempt of this command came only as far as erasing
            again(id, congressName, form, sender, turn, now);
            return;
        }
        if (seen instanceof Cancelled || seen.isErased()) {
            count("requested");
        }
        if (!(now instanceof Pending)) {
            giveBack(sender, turn);
        }
    }

    private void giveBack(Sender sender, Turn turn) {
        if (turn == Turn.NOW) {
            mails.giveBack(sender.recipient(), sender.network());
        }
    }

    private Change<Registration> anew(
            String id, String congressName, Form form, Sender sender, Turn turn, Registration before) {
        return first(id, congressName, form.inRound(before.form().round() + 1), sender, turn);
    }

    /** Who has had enough for now has a link to this form too, if to any of this congress. */
    private static Mail mail(Turn turn, boolean mailed) {
        return switch (turn) {
            case NOW -> Mail.SENT;
            case RECIPIENT_HAS_ENOUGH -> mailed ? Mail.NOT_NEEDED : Mail.WAITS;
            case NETWORK_WAITS, ALL_WAIT -> Mail.WAITS;
        };
    }

    private Change<Registration> tell(String id, String congressName, Pending pending, Sent sent) {
        String url = links.issue(CONFIRM, new Scope(sent.form().round(), sent.number()).toString(), id);
        return Change.to(pending, RegistrationEvent.Requested.of(id, congressName, sent.form(), url));
    }

    /** By which a person who is registered sees and cancels it: the link that the first mail of the round had. */
    private String ownUrl(String id, int round) {
        return links.issue(CONFIRM, new Scope(round, 1).toString(), id);
    }

    /** Which form a link was mailed for; it opens all of its round. */
    record Scope(int round, int number) {

        static Scope of(String scope) {
            String[] parts = scope.split("/", 2);
            return new Scope(Integer.parseInt(parts[0]), parts.length == 1 ? 1 : Integer.parseInt(parts[1]));
        }

        /** The first as it always was: those that are in mailboxes still work. */
        @Override
        public String toString() {
            return number == 1 ? String.valueOf(round) : round + "/" + number;
        }
    }

    /** Erases what nobody confirmed in time. */
    void eraseUnconfirmed() {
        Instant now = clock.instant();
        Instant before = now.minus(confirmWithin);
        String after = "";
        List<Stored<Registration>> portion;
        do {
            portion = registrations.requestedBefore(before, after);
            for (Stored<Registration> stored : portion) {
                after = stored.id();
                registrations
                        .store()
                        .change(stored.id(), registration -> Outcome.done(registration.erase(before, now)));
            }
        } while (!portion.isEmpty());
        registrations.erasing().forEach(stored -> finishErasing(stored.id(), stored.state()));
    }

    /**
     * What was told of it cannot be read any more. Which key that is stands in the registration first: whoever is late here,
     * after the same person has begun anew, does not erase the key of that.
     */
    void finishErasing(String id, Registration registration) {
        if (!(registration instanceof Erasing erasing)) {
            return;
        }
        if (erasing.key() == null) {
            Optional<String> key = personKeys.keyOf(id);
            finishErasing(
                    id,
                    proceed(
                            id,
                            erasing,
                            key.<Registration>map(its -> new Erasing(erasing.form(), erasing.at(), its))
                                    .orElseGet(() -> new Erased(erasing.form(), erasing.at()))));
        } else {
            personKeys.eraseKey(erasing.key());
            proceed(id, erasing, new Erased(erasing.form(), erasing.at()));
        }
    }

    private Registration proceed(String id, Erasing from, Registration to) {
        return registrations
                .store()
                .change(id, registration -> Outcome.done(Change.to(registration.equals(from) ? to : registration)))
                .orThrow()
                .state();
    }

    /** What a restored store has again; the key has gone already. */
    void erase(String id) {
        Instant now = clock.instant();
        registrations
                .store()
                .change(
                        id,
                        registration -> Outcome.done(Change.to(
                                registration instanceof Pending || registration instanceof Erasing
                                        ? new Erased(registration.form().erased(), now)
                                        : registration)));
    }

    /** Sends the mails that waited for their turn. */
    void mailWhatWaits() {
        ConfirmationMails.Pass pass = mails.pass();
        String after = "";
        List<Stored<Registration>> portion;
        do {
            portion = registrations.withMailWaiting(after);
            for (Stored<Registration> stored : portion) {
                after = stored.id();
                if (stored.state() instanceof Pending pending && !mailWaiting(stored.id(), pending, pass)) {
                    return;
                }
            }
        } while (!portion.isEmpty());
    }

    /** False: no more in all. */
    private boolean mailWaiting(String id, Pending pending, ConfirmationMails.Pass pass) {
        String recipient = mails.recipient(MailAddress.comparable(pending.form().email()));
        for (Sent sent : pending.forms()) {
            if (sent.mail() != Mail.WAITS) {
                continue;
            }
            Turn turn = pass.turn(recipient, sent.network());
            switch (turn) {
                case ALL_WAIT -> {
                    return false;
                }
                case NETWORK_WAITS -> {}
                case NOW, RECIPIENT_HAS_ENOUGH -> mailed(id, sent, turn);
            }
        }
        return true;
    }

    private void mailed(String id, Sent sent, Turn turn) {
        String congressName = congress(sent.form().congressId()).name();
        Provenance.rule("registration-mail-that-waited", id + "/" + sent.number(), sent.at())
                .run(() -> registrations.store().change(id, registration -> {
                    if (!(registration instanceof Pending pending)
                            || !pending.numbered(sent.number()).equals(Optional.of(sent))) {
                        return Outcome.done(Change.to(registration));
                    }
                    Pending next = pending.mailed(sent.number(), mail(turn, pending.isMailed()));
                    return Outcome.done(turn == Turn.NOW ? tell(id, congressName, next, sent) : Change.to(next));
                }));
    }

    /**
     * The link was followed: on site while a seat is free, else online and on the waiting list.
     *
     * @param number of the form that counts; null: the one that the link was mailed for
     */
    Registration confirm(CongressLinks.Link link, @Nullable Integer number) {
        String id = link.subject();
        Registration registration = byLink(link);
        if (!(registration instanceof Pending pending)) {
            return registration;
        }
        int chosen = number == null ? Scope.of(link.scope()).number() : number;
        Form form = pending.numbered(chosen)
                .map(Sent::form)
                .orElseThrow(() -> new RefusedException(Refusal.conflict(
                        "which-form", "Several forms were sent with this address. Say which of them is yours.")));
        Congress congress = congress(form.congressId());
        if (form.wants() == Seat.ONSITE) { // each time: its steps are counted, and a repetition must count the same
            choose(id, chosen, form.round());
        }
        boolean onsite = form.wants() == Seat.ONSITE
                && seats.claim(form.congressId(), congress.onsiteSeats(), id, form.round(), clock.instant());
        Seat seat = onsite ? Seat.ONSITE : Seat.ONLINE;
        String ownUrl = ownUrl(id, form.round());
        Registration next = registrations
                .store()
                .change(id, r -> r.confirm(id, congress.name(), form, seat, clock.instant(), ownUrl))
                .orThrow()
                .state();
        if (onsite) {
            settle(form.congressId(), id, form.round(), next);
        }
        if (next.isErased()) {
            throw new RefusedException(Refusal.notFound("This link"));
        }
        count(onsite ? "onsite" : form.wants() == Seat.ONSITE ? "waiting" : "online");
        return next;
    }

    /** Before the seat is taken: if this process dies in between, the sweep knows for which form it was. */
    private void choose(String id, int number, int round) {
        registrations
                .store()
                .change(
                        id,
                        registration -> Outcome.done(Change.to(
                                registration instanceof Pending pending
                                                && pending.form().round() == round
                                        ? pending.choosing(number)
                                        : registration)))
                .orThrow();
    }

    /** After a claim: the registration has the seat, or gives it back because it was cancelled in the meantime. */
    private void settle(String congressId, String id, int round, Registration registration) {
        if (isOfAnother(round, registration)
                || registration instanceof Cancelled
                || registration.isErased()
                || (registration instanceof Confirmed confirmed
                        && confirmed.form().wants() == Seat.ONLINE)) {
            vacate(congressId, id, round);
        } else if (registration instanceof Confirmed seated && seated.seat() == Seat.ONSITE) {
            seats.told(congressId, id, round, false);
        }
    }

    /** A seat that was taken or offered before the person cancelled is none of the registration that began anew. */
    private static boolean isOfAnother(int round, Registration registration) {
        return round != 0 && round != registration.form().round();
    }

    Registration byLink(CongressLinks.Link link) {
        return registrations
                .store()
                .find(link.subject())
                .map(Stored::state)
                .filter(registration -> !registration.isErased())
                .filter(registration -> link.scope().startsWith("offer/")
                        || registration.form().round() == Scope.of(link.scope()).round())
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This link")));
    }

    /**
     * Frees a seat on site, if it had one, for the head of the waiting list. Again: nothing.
     *
     * @param round that is meant: who has registered anew since stays registered; null: the present one
     */
    Registration cancel(String id, @Nullable Integer round) {
        Form form = registrations
                .store()
                .find(id)
                .map(Stored::state)
                .filter(registration -> !registration.isErased())
                .orElseThrow(() -> new RefusedException(Refusal.notFound("This registration")))
                .form();
        String congressName = congress(form.congressId()).name();
        Registration cancelled = registrations
                .store()
                .change(
                        id,
                        registration -> round != null && isOfAnother(round, registration)
                                ? Outcome.done(Change.to(registration))
                                : registration.cancel(id, congressName, clock.instant()))
                .orThrow()
                .state();
        if (cancelled instanceof Cancelled) { // a command that comes again may find who has registered anew since
            vacate(form.congressId(), id, cancelled.form().round());
        }
        return cancelled;
    }

    /** Because of the event of a cancellation, in case the call did not live to free the seat. */
    void cancelled(String congressId, String id) {
        registrations
                .store()
                .find(id)
                .map(Stored::state)
                .filter(Cancelled.class::isInstance)
                .ifPresent(gone -> vacate(congressId, id, gone.form().round()));
    }

    /** Takes the offered seat. Against the offer's end exactly one succeeds. */
    Outcome<Registration> accept(CongressLinks.Link link) {
        String id = link.subject();
        Form form = byLink(link).form();
        if (!seats.accept(form.congressId(), id, form.round(), clock.instant())) {
            return Outcome.refused(Refusal.conflict("offer-over", "This offer is over; the seat went to the next."));
        }
        return sitDown(form.congressId(), id, form.round());
    }

    private Outcome<Registration> sitDown(String congressId, String id, int round) {
        String congressName = congress(congressId).name();
        Outcome<Registration> seated = registrations
                .store()
                .change(
                        id,
                        registration -> isOfAnother(round, registration)
                                ? registeredAnew()
                                : registration.sitDown(
                                        id,
                                        congressName,
                                        clock.instant(),
                                        ownUrl(id, registration.form().round())))
                .map(Stored::state);
        switch (seated) {
            case Outcome.Done<Registration>(Registration ignored) -> seats.told(congressId, id, round, false);
            case Outcome.Refused<Registration>(Refusal ignored) -> vacate(congressId, id, round);
        }
        return seated;
    }

    private static <T> Outcome<T> registeredAnew() {
        return Outcome.refused(
                Refusal.conflict("registered-anew", "This registration was cancelled, and begun anew since."));
    }

    /** Frees what the registration holds of this round or of one before; never what was taken since. */
    void vacate(String congressId, String id, int round) {
        Optional<Held> held = seats.heldBy(congressId, id, round);
        while (held.isPresent()) {
            passOn(congressId, held.get(), null); // or the next in line changed: again
            held = seats.heldBy(congressId, id, round);
        }
    }

    private boolean passOn(String congressId, Held held, @Nullable Instant expiredAt) {
        Instant until = clock.instant().plus(offerLasts);
        Optional<Waiter> next = registrations.headOfWaitingList(congressId, seats.holders(congressId));
        boolean passed = seats.pass(congressId, held, expiredAt, next.orElse(null), until);
        if (passed && next.isPresent()) {
            tellOffer(congressId, next.get(), until);
        }
        return passed;
    }

    private void tellOffer(String congressId, Waiter waiter, Instant until) {
        String id = waiter.registrationId();
        String congressName = congress(congressId).name();
        String url = links.issue(OFFER, "offer/" + until, id);
        Outcome<Stored<Registration>> offered = registrations
                .store()
                .change(
                        id,
                        registration -> isOfAnother(waiter.round(), registration)
                                ? registeredAnew()
                                : registration.offer(id, congressName, until, url));
        switch (offered) {
            case Outcome.Done<Stored<Registration>>(Stored<Registration> ignored) ->
                seats.told(congressId, id, waiter.round(), true);
            case Outcome.Refused<Stored<Registration>>(Refusal ignored) -> vacate(congressId, id, waiter.round());
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
            Waiter waiter = new Waiter(held.registrationId(), held.round());
            held.cause().run(() -> tellOffer(congressId, waiter, until));
        } else if (!held.told()) {
            held.cause().run(() -> sitDown(congressId, held.registrationId(), held.round()));
        }
    }

    private void offerFreeSeats(String congressId) {
        while (seats.free(congressId) > 0) {
            Optional<Waiter> next = registrations.headOfWaitingList(congressId, seats.holders(congressId));
            if (next.isEmpty()) {
                return;
            }
            Instant until = clock.instant().plus(offerLasts);
            Provenance.rule("free-seat-to-the-waiting-list", next.get().registrationId(), until)
                    .run(() -> {
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
        if (over
                && seats.heldBy(congressId, stored.id(), stored.state().form().round())
                        .isEmpty()) {
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
            case Erasing e -> "erased";
            case Erased e -> "erased";
        };
    }

    static @Nullable Seat seatOf(Registration registration) {
        return switch (registration) {
            case Confirmed c -> c.seat();
            case Waiting w -> Seat.ONLINE;
            case Offered o -> Seat.ONLINE;
            case Pending p -> null;
            case Cancelled c -> null;
            case Erasing e -> null;
            case Erased e -> null;
        };
    }
}
