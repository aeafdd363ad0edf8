package org.crimealliance.membership.member;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.LocalDate;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How and when a membership began.
 *
 * @param on first day of membership
 * @param decision the Board's decision; none for members of the imported register
 */
public record Admission(
        LocalDate on, Origin origin, @Nullable Decision decision) {

    /** Where a member came from. */
    public enum Origin {
        BOARD_DECISION,
        REGISTER_IMPORT;

        @JsonValue
        public String wire() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
