package org.crimealliance.membership.secondperson;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;

/**
 * What one person has prepared, for another to confirm.
 *
 * @param until the last moment to confirm it
 * @param seen fingerprint of exactly what was prepared: whoever confirms names what they saw
 * @param concerns mail address of the person whom it is about, who does not confirm it either
 * @param end how it ended without effect; absent while it waits, and where it was confirmed or lapsed
 */
public record Preparation(
        Person by,
        Instant at,
        Instant until,
        String seen,
        @Nullable String concerns,
        @Nullable End end) {

    /**
     * Who ended it, and when.
     *
     * @param reason why a second person refused it; absent where its preparer withdrew it
     */
    public record End(Person by, Instant at, @Nullable String reason) {}

    /** Why this person cannot confirm it; empty where they can. */
    Optional<Refusal> whyNot(Person caller, SecondPersonRule rule, Offices offices, Instant now) {
        Person second = offices.today(caller);
        if (second.roles().stream().noneMatch(rule.mayConfirm()::contains)) {
            return Optional.of(Refusal.forbidden(
                    "may-not-confirm",
                    "This is confirmed by one of these officers: %s.".formatted(words(rule.mayConfirm()))));
        }
        if (second.isSameAs(by)) {
            return Optional.of(Refusal.forbidden(
                    "own-preparation", "You prepared this yourself. Another officer has to confirm it."));
        }
        if (second.hasAddress(concerns)) {
            return Optional.of(Refusal.forbidden(
                    "concerns-yourself", "This is about yourself. Another officer has to confirm it."));
        }
        if (end != null) {
            return Optional.of(over(end));
        }
        if (hasLapsed(now)) {
            return Optional.of(Refusal.conflict(
                    "preparation-lapsed",
                    "This could be confirmed until %s. Prepare it again."
                            .formatted(LocalDate.ofInstant(until, ZoneOffset.UTC))));
        }
        Person preparer = offices.today(by);
        if (!mayPrepare(preparer)) {
            return Optional.of(Refusal.conflict(
                    "preparer-left-office",
                    "%s no longer holds the office in which this was prepared. Prepare it again."
                            .formatted(by.name())));
        }
        if (!rule.oneOfTheTwo().isEmpty()
                && Stream.concat(preparer.roles().stream(), second.roles().stream())
                        .noneMatch(rule.oneOfTheTwo()::contains)) {
            return Optional.of(Refusal.forbidden(
                    "another-office-needed",
                    "Of the two who prepare and confirm this, one has to be: %s."
                            .formatted(words(rule.oneOfTheTwo()))));
        }
        return Optional.empty();
    }

    private static boolean mayPrepare(Person person) {
        return person.roles().stream().anyMatch(SecondPersonRule.PREPARERS::contains);
    }

    /** As {@link #whyNot}, for what this person says to have seen. */
    Optional<Refusal> whyNot(Confirmation said) {
        return whyNot(said.second(), said.rule(), said.offices(), said.at())
                .or(() -> said.seen().equals(seen) ? Optional.empty() : Optional.of(changed()));
    }

    /** What becomes of it when a second person confirms it, or why they cannot. */
    public <S> Outcome<Change<S>> confirm(Confirmation said, S next) {
        Refusal refusal = whyNot(said).orElse(null);
        return refusal == null ? Outcome.done(Change.to(next)) : Outcome.refused(refusal);
    }

    /** Whoever prepared what they see takes it back. */
    public Outcome<Preparation> withdraw(Person preparer, String sawThis, Instant now) {
        if (!preparer.isSameAs(by)) {
            return Outcome.refused(Refusal.forbidden(
                    "not-your-preparation", "Somebody else prepared this. You can refuse it, with a reason."));
        }
        if (end != null) {
            return end.reason() == null ? Outcome.done(this) : Outcome.refused(over(end));
        }
        return sawThis.equals(seen) ? Outcome.done(ended(preparer, now, null)) : Outcome.refused(changed());
    }

    /** Whoever could confirm what they see refuses it instead. */
    public Outcome<Preparation> refuse(Confirmation instead, String reason) {
        if (end != null && instead.second().subject().equals(end.by().subject()) && reason.equals(end.reason())) {
            return Outcome.done(this);
        }
        Refusal refusal = whyNot(instead).orElse(null);
        return refusal == null ? Outcome.done(ended(instead.second(), instead.at(), reason)) : Outcome.refused(refusal);
    }

    private Preparation ended(Person person, Instant now, @Nullable String reason) {
        return new Preparation(by, at, until, seen, concerns, new End(person, now, reason));
    }

    private static Refusal over(End end) {
        return end.reason() == null
                ? Refusal.conflict("preparation-withdrawn", "Whoever prepared this has withdrawn it.")
                : Refusal.conflict(
                        "preparation-refused",
                        "%s has refused this: %s".formatted(end.by().name(), end.reason()));
    }

    private static Refusal changed() {
        return Refusal.conflict(
                "changed-meanwhile", "This was changed after you looked at it. Look at it again first.");
    }

    /** Whether nobody has ended it, and it has not lapsed. */
    public boolean waits(Instant now) {
        return end == null && !hasLapsed(now);
    }

    /** Whether it can still be confirmed: whoever prepares the same again need not. */
    public boolean stands(Offices offices, Instant now) {
        return waits(now) && mayPrepare(offices.today(by));
    }

    boolean hasLapsed(Instant now) {
        return now.isAfter(until);
    }

    /** For what was prepared before it was kept who did. */
    public static Refusal unknown() {
        return Refusal.conflict("not-prepared", "It is not known who prepared this. Prepare it again.");
    }

    /** For whoever comes after another has confirmed it. */
    public static Refusal confirmedAlready() {
        return Refusal.conflict("already-confirmed", "Somebody else was faster: this is confirmed already.");
    }

    private static String words(List<String> roles) {
        List<String> titles = roles.stream().map(Preparation::title).toList();
        return titles.size() < 2
                ? String.join("", titles)
                : String.join(", ", titles.subList(0, titles.size() - 1)) + " or " + titles.getLast();
    }

    private static String title(String role) {
        return role.equals("vice-chair")
                ? "Vice-Chair"
                : role.substring(0, 1).toUpperCase(Locale.ROOT)
                        + role.substring(1).replace('-', ' ');
    }
}
