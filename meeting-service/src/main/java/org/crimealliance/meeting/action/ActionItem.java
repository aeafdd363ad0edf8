package org.crimealliance.meeting.action;

import java.time.Instant;
import java.time.LocalDate;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * Something that somebody undertook to do.
 *
 * @param meetingId where it was undertaken
 * @param doneAt absent while it is open
 */
@TypeAlias("action-item")
public record ActionItem(
        String actionId,
        String seriesId,
        String meetingId,
        String text,
        String owner,
        LocalDate due,
        Instant undertakenAt,
        @Nullable Instant doneAt) {

    /** Again: nothing changes. */
    Change<ActionItem> done(Instant at) {
        return doneAt != null
                ? Change.to(this)
                : Change.to(new ActionItem(actionId, seriesId, meetingId, text, owner, due, undertakenAt, at));
    }

    public boolean isOpen() {
        return doneAt == null;
    }
}
