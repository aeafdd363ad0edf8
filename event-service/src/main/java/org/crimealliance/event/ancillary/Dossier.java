package org.crimealliance.event.ancillary;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.crimealliance.event.congress.Mode;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an ancillary meeting, whatever its state.
 *
 * @param code its number in the earlier application; unique in its congress
 * @param appliedAt when it was first applied for
 * @param people organisers, speakers and moderators, known by id
 * @param audienceZone where most of its audience lives, if announced
 * @param unavailable congress days on which it cannot be held
 * @param importedRow fingerprint of the row it was last imported from; null for a proposal
 * @param editedAt when somebody last edited it here; an import does not overwrite that
 */
public record Dossier(
        String congressId,
        String code,
        String title,
        Organisation organisation,
        Contact contact,
        Mode mode,
        String region,
        String theme,
        Instant appliedAt,
        List<Person> people,
        @Nullable ZoneId audienceZone,
        List<LocalDate> unavailable,
        @Nullable String importedRow,
        @Nullable Instant editedAt) {

    /** Who holds the meeting. */
    public record Organisation(String organisationId, String name) {}

    /** Who is written to. */
    public record Contact(String name, String email) {}

    /** Somebody who must be there. */
    public record Person(String personId, String name, String role) {}

    public Dossier {
        people = List.copyOf(people);
        unavailable = List.copyOf(unavailable);
    }

    Dossier edited(
            String newTitle, String newTheme, List<Person> newPeople, List<LocalDate> newUnavailable, Instant at) {
        return new Dossier(
                congressId,
                code,
                newTitle,
                organisation,
                contact,
                mode,
                region,
                newTheme,
                appliedAt,
                newPeople,
                audienceZone,
                newUnavailable,
                importedRow,
                at);
    }
}
