package org.crimealliance.membership.secondperson;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who confirms what another has prepared.
 *
 * @param mayConfirm roles, one of which the second person has
 * @param oneOfTheTwo roles, one of which one of the two has; empty: any two will do
 * @param within how long a preparation waits
 */
public record SecondPersonRule(List<String> mayConfirm, List<String> oneOfTheTwo, Duration within) {

    /** Who prepares: as {@link #PREPARERS}, in the words of {@code @PreAuthorize}. */
    public static final String MAY_PREPARE = "hasAnyRole('CHAIR','SECRETARY','TREASURER')";

    static final List<String> PREPARERS = List.of("chair", "secretary", "treasurer");

    public SecondPersonRule {
        mayConfirm = List.copyOf(mayConfirm);
        oneOfTheTwo = List.copyOf(oneOfTheTwo);
    }

    public Preparation prepared(Person by, Instant at, String seen, @Nullable String concerns) {
        return new Preparation(by, at, at.plus(within), seen, concerns, null);
    }
}
