package org.crimealliance.meeting.series;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Meetings of one sort: the informal meetings, the Board, the General Assembly, a working group. A series numbers its
 * meetings per calendar year.
 *
 * @param key short and unique, in addresses and calendars
 * @param quorum absent where decisions need none
 */
public record Series(
        String seriesId,
        String key,
        String name,
        Kind kind,
        Audience audience,
        @Nullable QuorumRule quorum) {

    /** What sort of meetings these are. */
    public enum Kind {
        @JsonProperty("informal")
        INFORMAL,
        @JsonProperty("board")
        BOARD,
        @JsonProperty("assembly")
        ASSEMBLY,
        @JsonProperty("group")
        GROUP
    }

    /** Who is invited. */
    public enum Audience {
        @JsonProperty("all-members")
        ALL_MEMBERS,
        @JsonProperty("board")
        BOARD,
        @JsonProperty("good-standing")
        GOOD_STANDING,
        @JsonProperty("group")
        GROUP
    }

    /** How many of {@code seats} must be there; 0 where no quorum applies. */
    public int quorumOf(int seats) {
        return quorum == null ? 0 : quorum.of(seats);
    }
}
