package org.crimealliance.meeting.ballot;

import java.time.LocalDate;
import org.crimealliance.meeting.agenda.Item;
import org.jspecify.annotations.Nullable;

/**
 * What a ballot is about.
 *
 * @param ordinal which ballot on its item it is, from 0
 * @param subjectId the membership that an application asks for, else the agenda item itself
 * @param command by which it was opened, where that can be told: the command sent again finds its ballot
 * @param supersedes the earlier ballot on the same item, if there was one
 */
record Question(
        String ballotId,
        String meetingId,
        String meetingTitle,
        LocalDate meetingDate,
        String itemId,
        int ordinal,
        Item.SubjectType subjectType,
        String subjectId,
        String question,
        Motion motion,
        Majority majority,
        @Nullable String command,
        @Nullable String supersedes) {}
