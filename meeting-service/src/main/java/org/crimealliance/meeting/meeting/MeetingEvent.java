package org.crimealliance.meeting.meeting;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.crimealliance.platform.outbox.WireName;

/** What is told of a meeting. Each carries the whole meeting as it is from then on. */
sealed interface MeetingEvent {

    @WireName("meeting.meeting-announced.v1")
    record Announced(@JsonUnwrapped MeetingFacts meeting) implements MeetingEvent {}

    @WireName("meeting.meeting-confirmed.v1")
    record Confirmed(@JsonUnwrapped MeetingFacts meeting) implements MeetingEvent {}

    @WireName("meeting.meeting-moved.v1")
    record Moved(@JsonUnwrapped MeetingFacts meeting) implements MeetingEvent {}

    @WireName("meeting.meeting-cancelled.v1")
    record MeetingCancelled(@JsonUnwrapped MeetingFacts meeting) implements MeetingEvent {}

    @WireName("meeting.meeting-held.v1")
    record MeetingHeld(@JsonUnwrapped MeetingFacts meeting) implements MeetingEvent {}
}
