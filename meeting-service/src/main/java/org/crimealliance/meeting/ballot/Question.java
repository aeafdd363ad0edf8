package org.crimealliance.meeting.ballot;

import java.time.LocalDate;
import org.crimealliance.meeting.agenda.Item;
import org.jspecify.annotations.Nullable;

/**
 * What a ballot is about.
 *
 * @param subjectId the membership that an application asks for, else the agenda item itself
 * @param supersedes the earlier ballot on the same item, if there was one
 */
record Question(
        String ballotId,
        String meetingId,
        String meetingTitle,
        LocalDate meetingDate,
        String itemId,
        Item.SubjectType subjectType,
        String subjectId,
        String question,
        Motion motion,
        Majority majority,
        @Nullable String supersedes) {}
