package org.crimealliance.membership.secondperson;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
 */
public record Preparation(
        Person by,
        Instant at,
        Instant until,
        String seen,
        @Nullable String concerns) {

    /** Why this person cannot confirm it; empty where they can. */
    Optional<Refusal> whyNot(Person second, SecondPersonRule rule, Instant now) {
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
        if (!rule.oneOfTheTwo().isEmpty()
                && Stream.concat(by.roles().stream(), second.roles().stream())
                        .noneMatch(rule.oneOfTheTwo()::contains)) {
            return Optional.of(Refusal.forbidden(
                    "another-office-needed",
                    "Of the two who prepare and confirm this, one has to be: %s."
                            .formatted(words(rule.oneOfTheTwo()))));
        }
        if (hasLapsed(now)) {
            return Optional.of(Refusal.conflict(
                    "preparation-lapsed",
                    "This could be confirmed until %s. Prepare it again."
                            .formatted(LocalDate.ofInstant(until, ZoneOffset.UTC))));
        }
        return Optional.empty();
    }

    /** As {@link #whyNot}, for what this person says to have seen. */
    Optional<Refusal> whyNot(Person second, String sawThis, SecondPersonRule rule, Instant now) {
        return whyNot(second, rule, now)
                .or(() -> sawThis.equals(seen)
                        ? Optional.empty()
                        : Optional.of(Refusal.conflict(
                                "changed-meanwhile",
                                "This was changed after you looked at it. Look at it again, then confirm.")));
    }

    /** What becomes of it when this person confirms what they saw, or why they cannot. */
    public <S> Outcome<Change<S>> confirm(Person second, String sawThis, SecondPersonRule rule, Instant now, S next) {
        Refusal refusal = whyNot(second, sawThis, rule, now).orElse(null);
        return refusal == null ? Outcome.done(Change.to(next)) : Outcome.refused(refusal);
    }

    public boolean hasLapsed(Instant now) {
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
        return String.join(", ", roles);
    }
}
