package org.crimealliance.meeting;

import static org.crimealliance.platform.inbox.Subscription.on;

import org.crimealliance.meeting.agenda.AgendaEvents;
import org.crimealliance.meeting.agenda.AgendaEvents.ApplicationSubmitted;
import org.crimealliance.meeting.agenda.AgendaEvents.ApplicationWithdrawn;
import org.crimealliance.meeting.agenda.AgendaEvents.DecisionTaken;
import org.crimealliance.meeting.agenda.AgendaEvents.MinutesFacts;
import org.crimealliance.meeting.invitation.InvitationEvents;
import org.crimealliance.meeting.invitation.InvitationEvents.CalendarReplied;
import org.crimealliance.meeting.people.PeopleEvents;
import org.crimealliance.meeting.people.PeopleEvents.MemberFacts;
import org.crimealliance.meeting.people.PeopleEvents.MembershipEnded;
import org.crimealliance.meeting.people.PeopleEvents.OfficerAppointed;
import org.crimealliance.meeting.people.PeopleEvents.OfficerEnded;
import org.crimealliance.meeting.people.PeopleEvents.ReportPrepared;
import org.crimealliance.platform.inbox.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What this service does about events: of membership-service and notification-service, and its own, which carry its processes from one aggregate to
 * the next. Every step may run twice, in two instances, and die in between.
 */
@Configuration
class Processes {

    /** An event of which only the subject is read. */
    record Anything() {}

    @Bean
    Subscriptions subscriptions(PeopleEvents people, InvitationEvents invitations, AgendaEvents agenda) {
        return Subscriptions.of(
                // who is who
                on("membership.member-admitted.v1", MemberFacts.class, event -> {
                    people.admitted(event);
                    invitations.joined(event);
                }),
                on("membership.member-changed.v1", MemberFacts.class, people::changed),
                on("membership.membership-ended.v1", MembershipEnded.class, people::ended),
                on("membership.officer-appointed.v1", OfficerAppointed.class, event -> {
                    people.appointed(event);
                    invitations.joined(event);
                }),
                on("membership.officer-ended.v1", OfficerEnded.class, people::officeEnded),
                on("membership.treasurer-report-prepared.v1", ReportPrepared.class, people::reportPrepared),
                // what the Board must deal with
                on("membership.application-submitted.v1", ApplicationSubmitted.class, agenda::applicationSubmitted),
                on("membership.application-withdrawn.v1", ApplicationWithdrawn.class, agenda::applicationWithdrawn),
                // who comes
                on("notification.calendar-replied.v1", CalendarReplied.class, invitations::replied),
                // from one meeting to the next
                on("meeting.meeting-announced.v1", Anything.class, agenda::meetingAhead),
                on("meeting.meeting-moved.v1", Anything.class, event -> {
                    invitations.moved(event);
                    agenda.meetingAhead(event);
                }),
                on("meeting.meeting-cancelled.v1", Anything.class, agenda::meetingCancelled),
                on("meeting.meeting-held.v1", Anything.class, agenda::meetingHeld),
                on("meeting.decision-taken.v1", DecisionTaken.class, agenda::decisionTaken),
                on("meeting.minutes-circulated.v1", MinutesFacts.class, agenda::minutesCirculated),
                on("meeting.minutes-approved.v1", MinutesFacts.class, agenda::minutesApproved));
    }
}
