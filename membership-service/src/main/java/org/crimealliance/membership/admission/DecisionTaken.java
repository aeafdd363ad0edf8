package org.crimealliance.membership.admission;

import java.time.LocalDate;

/** What this service reads of {@code meeting.decision-taken.v1}. */
record DecisionTaken(
        String decisionId,
        String meetingId,
        String meetingTitle,
        LocalDate meetingDate,
        String kind,
        String subjectType,
        String subjectId) {}
