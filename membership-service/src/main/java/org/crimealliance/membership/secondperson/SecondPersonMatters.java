package org.crimealliance.membership.secondperson;

import java.time.Instant;
import java.util.List;
import org.crimealliance.membership.secondperson.Preparation.End;
import org.crimealliance.platform.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/** One kind of what needs a second person: where it waits, and how it is confirmed. */
public interface SecondPersonMatters {

    /**
     * Something that waits.
     *
     * @param effect what happens once it is confirmed, as a sentence
     * @param details what to look at before, a line each
     * @param email of whom it is about, if it is about somebody; not for everybody who reads the rest
     */
    record Waiting(
            String subjectId,
            String effect,
            List<String> details,
            @Nullable String email,
            Preparation preparation) {}

    /**
     * What somebody prepared, and what has become of it.
     *
     * @param about in a few words
     * @param state waits, confirmed, withdrawn, refused or lapsed
     * @param at when it came to that
     * @param by who refused it
     * @param reason why they did
     */
    record Prepared(
            String subjectId,
            String about,
            String state,
            Instant at,
            @Nullable String by,
            @Nullable String reason) {

        public static Prepared of(String subjectId, String about, Preparation preparation, Instant now) {
            End end = preparation.end();
            if (end == null) {
                return preparation.waits(now)
                        ? new Prepared(subjectId, about, "waits", preparation.at(), null, null)
                        : new Prepared(subjectId, about, "lapsed", preparation.until(), null, null);
            }
            return end.reason() == null
                    ? new Prepared(subjectId, about, "withdrawn", end.at(), null, null)
                    : new Prepared(
                            subjectId, about, "refused", end.at(), end.by().name(), end.reason());
        }

        public static Prepared confirmed(String subjectId, String about, Instant at) {
            return new Prepared(subjectId, about, "confirmed", at, null, null);
        }
    }

    /** As it stands in the address. */
    String kind();

    SecondPersonRule rule();

    /** All of this kind that were prepared, not confirmed, and have not lapsed by now. */
    List<Waiting> waiting(Instant now);

    /**
     * Confirms exactly what was seen, in one conditional write. Done as well where this very person has confirmed it before;
     * refused where another was faster.
     */
    Outcome<String> confirm(String subjectId, Confirmation said);

    /** What this account has prepared, whatever has become of it. */
    List<Prepared> preparedBy(String subject, Instant now);

    /**
     * Ends what was seen without effect, in one conditional write: withdrawn by whoever prepared it, or refused by a second
     * person. Of those who confirm and those who end it at once, the first counts.
     */
    Outcome<?> end(String subjectId, Ending ending);

    /** What becomes of a preparation. */
    @FunctionalInterface
    interface Ending {
        Outcome<Preparation> of(Preparation preparation);
    }
}
