package org.crimealliance.meeting.agenda;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * One point of an agenda.
 *
 * @param speakerRole who speaks: chair, treasurer ...
 * @param minutes planned, in minutes
 * @param subjectId what it is about: the membership of an application, the meeting of minutes to approve
 * @param topicId where it came from by itself, or where it goes on if it is not dealt with
 */
public record Item(
        String itemId,
        Kind kind,
        String title,
        @Nullable String speakerRole,
        @Nullable Integer minutes,
        SubjectType subjectType,
        @Nullable String subjectId,
        @Nullable String topicId,
        Status status) {

    /** What sort of point. */
    public enum Kind {
        @JsonProperty("report")
        REPORT,
        @JsonProperty("discussion")
        DISCUSSION,
        @JsonProperty("motion")
        MOTION,
        @JsonProperty("application")
        APPLICATION,
        @JsonProperty("information")
        INFORMATION,
        @JsonProperty("tour-de-table")
        TOUR_DE_TABLE
    }

    /** What a decision on it would be about. */
    public enum SubjectType {
        @JsonProperty("membership-application")
        MEMBERSHIP_APPLICATION,
        @JsonProperty("minutes")
        MINUTES,
        @JsonProperty("other")
        OTHER
    }

    /** How far it got. */
    public enum Status {
        @JsonProperty("planned")
        PLANNED,
        @JsonProperty("dealt-with")
        DEALT_WITH,
        @JsonProperty("not-reached")
        NOT_REACHED,
        @JsonProperty("decided")
        DECIDED,
        @JsonProperty("deferred")
        DEFERRED
    }

    Item with(Status next) {
        return new Item(itemId, kind, title, speakerRole, minutes, subjectType, subjectId, topicId, next);
    }

    /** Whether it must come up again: deferred, not reached, or something to decide that was not decided. */
    boolean isLeftOver() {
        return switch (status) {
            case NOT_REACHED, DEFERRED -> true;
            case PLANNED -> kind == Kind.APPLICATION || kind == Kind.MOTION;
            case DEALT_WITH, DECIDED -> false;
        };
    }
}
