package org.crimealliance.membership.secondperson;

import java.time.Instant;
import java.util.List;
import org.crimealliance.platform.outcome.Outcome;

/** One kind of what needs a second person: where it waits, and how it is confirmed. */
public interface SecondPersonMatters {

    /**
     * Something that waits.
     *
     * @param effect what happens once it is confirmed, as a sentence
     * @param details what to look at before, a line each
     */
    record Waiting(String subjectId, String effect, List<String> details, Preparation preparation) {}

    /** As it stands in the address. */
    String kind();

    SecondPersonRule rule();

    /** All of this kind that were prepared, not confirmed, and have not lapsed by now. */
    List<Waiting> waiting(Instant now);

    /**
     * Confirms exactly what was seen, in one conditional write. Done as well where this very person has confirmed it before;
     * refused where another was faster.
     */
    Outcome<String> confirm(String subjectId, String seen, Person second);
}
