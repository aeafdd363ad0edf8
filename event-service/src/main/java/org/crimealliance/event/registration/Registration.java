package org.crimealliance.event.registration;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/** One person's registration for one congress. Whether there is a seat on site is decided at {@link OnsiteSeats}. */
sealed interface Registration {

    Form form();

    /**
     * What was filled in.
     *
     * @param email as it was typed, without the blanks around it
     * @param wants the seat that was asked for
     * @param round counts the times this person registered; the links of one do not work for another
     */
    record Form(
            String congressId,
            String name,
            String email,
            @Nullable String affiliation,
            String country,
            Seat wants,
            int round) {

        Form inRound(int next) {
            return new Form(congressId, name, email, affiliation, country, wants, next);
        }

        /** Without anything that was typed. */
        Form erased() {
            return new Form(congressId, "", "", null, "", Seat.ONLINE, round);
        }
    }

    /** What is still to be done about a form's mail. */
    enum Mail {
        SENT,
        /** For its turn: too many went out. */
        WAITS,
        /** Mails with a link to all forms went out, as many as there may be. */
        NOT_NEEDED
    }

    /**
     * One of the forms that wait for the link to be followed. Anybody may have sent it.
     *
     * @param number within the round, from 1
     * @param network a keyed hash of where it was sent from
     */
    record Sent(int number, Form form, String network, Mail mail, Instant at) {

        Sent with(Mail next) {
            return new Sent(number, form, network, next, at);
        }

        Sent again(Mail next, Instant now) {
            return new Sent(number, form, network, next, now);
        }
    }

    /**
     * Waits for the link in a mail to be followed.
     *
     * @param form the latest
     * @param forms all of them, the oldest first; which of them counts, the address's owner says
     * @param chosen the number of the one that is being confirmed
     */
    @TypeAlias("registration-pending")
    record Pending(
            Form form,
            Instant requestedAt,
            List<Sent> forms,
            @Nullable Integer chosen) implements Registration {

        /** So many are kept. */
        static final int MOST = 50;

        public Pending {
            // as earlier versions stored it: there was one, and it had its mail
            forms = forms == null ? List.of(new Sent(1, form, "", Mail.SENT, requestedAt)) : List.copyOf(forms);
        }

        static Pending first(Form form, String network, Mail mail, Instant now) {
            return new Pending(form, now, List.of(new Sent(1, form, network, mail, now)), null);
        }

        /** Of the same round; the same form again is the same, and may be mailed again. */
        Pending and(Form again, String network, Mail mail, Instant now) {
            Form next = again.inRound(form.round());
            List<Sent> all = new ArrayList<>(forms);
            Optional<Sent> same =
                    all.stream().filter(sent -> sent.form().equals(next)).findFirst();
            if (same.isPresent()) {
                all.set(
                        all.indexOf(same.get()),
                        same.get().again(mail == Mail.SENT ? mail : same.get().mail(), now));
            } else {
                makeRoom(all);
                all.add(new Sent(forms.getLast().number() + 1, next, network, mail, now));
            }
            return new Pending(next, requestedAt, all, chosen);
        }

        /**
         * The network that has sent the most makes room, by the oldest that was not mailed: a flood takes away its own, and
         * never what has a link in somebody's mailbox while there is anything else.
         */
        private static void makeRoom(List<Sent> all) {
            if (all.size() < MOST) {
                return;
            }
            Map<String, Long> byNetwork =
                    all.stream().collect(Collectors.groupingBy(Sent::network, Collectors.counting()));
            all.remove(all.stream()
                    .min(Comparator.comparing((Sent sent) -> sent.mail() == Mail.SENT)
                            .thenComparingLong(sent -> -byNetwork.getOrDefault(sent.network(), 0L))
                            .thenComparingInt(Sent::number))
                    .orElseThrow());
        }

        /** Whether the last of the forms was sent before this moment. */
        boolean isBefore(Instant moment) {
            return forms.stream().allMatch(sent -> sent.at().isBefore(moment));
        }

        Sent latest() {
            return forms.stream()
                    .filter(sent -> sent.form().equals(form))
                    .findFirst()
                    .orElseThrow();
        }

        boolean isMailed() {
            return forms.stream().anyMatch(sent -> sent.mail() == Mail.SENT);
        }

        Optional<Sent> numbered(int number) {
            return forms.stream().filter(sent -> sent.number() == number).findFirst();
        }

        Pending mailed(int number, Mail mail) {
            return new Pending(
                    form,
                    requestedAt,
                    forms.stream()
                            .map(sent -> sent.number() == number ? sent.with(mail) : sent)
                            .toList(),
                    chosen);
        }

        Pending choosing(int number) {
            return new Pending(form, requestedAt, forms, number);
        }

        /** The form that a seat was taken for: whoever takes one says first for which form, unless it is the first. */
        Form seatTakenFor() {
            return numbered(chosen == null ? 1 : chosen)
                    .orElse(forms.getFirst())
                    .form();
        }
    }

    @TypeAlias("registration-confirmed")
    record Confirmed(Form form, Seat seat, Instant at) implements Registration {}

    /** Confirmed online, and on the waiting list for a seat on site, by {@code since}. */
    @TypeAlias("registration-waiting")
    record Waiting(Form form, Instant since) implements Registration {}

    /** Confirmed online, and offered a seat on site until (exclusive) {@code until}. */
    @TypeAlias("registration-offered")
    record Offered(Form form, Instant since, Instant until) implements Registration {}

    @TypeAlias("registration-cancelled")
    record Cancelled(Form form, Instant at) implements Registration {}

    /**
     * Nobody confirmed it in time: what was typed is gone, and what was told of it is about to be. Nothing else is done
     * with it until then: it would be told under the key that is to go.
     *
     * @param key of the person; null: not looked up yet
     */
    @TypeAlias("registration-erasing")
    record Erasing(Form form, Instant at, @Nullable String key) implements Registration {}

    /** What is left: the number of its round, and of its last event, from which the same person begins anew. */
    @TypeAlias("registration-erased")
    record Erased(Form form, Instant at) implements Registration {}

    /** Whether it was never confirmed, and is not there for anybody any more. */
    default boolean isErased() {
        return this instanceof Erasing || this instanceof Erased;
    }

    /** Unless somebody confirmed it, or sent a form since {@code before}. */
    default Change<Registration> erase(Instant before, Instant now) {
        return Change.to(
                this instanceof Pending pending && pending.isBefore(before)
                        ? new Erasing(form().erased(), now, null)
                        : this);
    }

    /**
     * The owner of the address chose {@code form}.
     *
     * @param seat tells whether a seat on site was to be had
     * @param ownUrl by which the person sees and cancels the registration
     */
    default Outcome<Change<Registration>> confirm(
            String id, String congressName, Form form, Seat seat, Instant now, String ownUrl) {
        if (!(this instanceof Pending) || form().round() != form.round()) {
            return Outcome.done(Change.to(this));
        }
        if (form.wants() == Seat.ONSITE && seat == Seat.ONLINE) {
            return Outcome.done(
                    Change.to(new Waiting(form, now), RegistrationEvent.Waitlisted.of(id, congressName, form, ownUrl)));
        }
        return Outcome.done(Change.to(
                new Confirmed(form, seat, now), RegistrationEvent.Confirmed.of(id, congressName, form, seat, ownUrl)));
    }

    /** A seat on site became free for the head of the waiting list. */
    default Outcome<Change<Registration>> offer(String id, String congressName, Instant until, String acceptUrl) {
        return switch (this) {
            case Waiting w ->
                Outcome.done(Change.to(
                        new Offered(form(), w.since(), until),
                        RegistrationEvent.Offered.of(id, congressName, form(), until, acceptUrl)));
            case Offered o -> Outcome.done(Change.to(o));
            default -> Outcome.refused(Refusal.conflict("not-waiting", "This registration waits for no seat."));
        };
    }

    /** The offered seat was taken. */
    default Outcome<Change<Registration>> sitDown(String id, String congressName, Instant now, String ownUrl) {
        return switch (this) {
            case Waiting w -> seated(id, congressName, form(), now, ownUrl);
            case Offered o -> seated(id, congressName, form(), now, ownUrl);
            case Pending p -> seated(id, congressName, p.seatTakenFor(), now, ownUrl);
            case Confirmed c when c.seat() == Seat.ONSITE -> Outcome.done(Change.to(c));
            case Confirmed c
            when c.form().wants() == Seat.ONLINE ->
                Outcome.refused(Refusal.conflict("online", "This registration asks for no seat on site."));
            case Confirmed c -> seated(id, congressName, form(), now, ownUrl);
            case Cancelled c -> Outcome.refused(Refusal.conflict("cancelled", "This registration was cancelled."));
            case Erasing e -> Outcome.refused(Refusal.notFound("This registration"));
            case Erased e -> Outcome.refused(Refusal.notFound("This registration"));
        };
    }

    private static Outcome<Change<Registration>> seated(
            String id, String congressName, Form form, Instant now, String ownUrl) {
        return Outcome.done(Change.to(
                new Confirmed(form, Seat.ONSITE, now),
                RegistrationEvent.Confirmed.of(id, congressName, form, Seat.ONSITE, ownUrl)));
    }

    /** The offer was not taken in time: online it stays, off the waiting list. */
    default Outcome<Change<Registration>> lapse(Instant now) {
        return Outcome.done(Change.to(
                this instanceof Offered offered && !now.isBefore(offered.until())
                        ? new Confirmed(form(), Seat.ONLINE, now)
                        : this));
    }

    default Outcome<Change<Registration>> cancel(String id, String congressName, Instant now) {
        return Outcome.done(
                this instanceof Cancelled || isErased()
                        ? Change.to(this)
                        : Change.to(
                                new Cancelled(form(), now), RegistrationEvent.Cancelled.of(id, congressName, form())));
    }
}
