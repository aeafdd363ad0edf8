package org.crimealliance.meeting.invitation;

import java.time.Instant;
import org.crimealliance.meeting.meeting.MeetingFacts;
import org.crimealliance.meeting.people.Invitee;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/**
 * One person asked to one meeting.
 *
 * @param asked for which SEQUENCE of the meeting the person was asked last
 * @param answer absent until there is one
 */
@TypeAlias("invitation")
public record Invitation(
        String invitationId,
        String meetingId,
        Invitee invitee,
        int asked,
        @Nullable Answer answer,
        @Nullable Instant answeredAt) {

    /** Somebody is asked, the first time or again. */
    @WireName("meeting.invitation-extended.v1")
    record Extended(String invitationId, MeetingFacts meeting, InviteeFacts invitee, String replyUrl) {}

    /** Whom to write to. */
    record InviteeFacts(
            String id, String name, String email, @Nullable String language, String affiliation) {

        static InviteeFacts of(Invitee invitee) {
            return new InviteeFacts(
                    invitee.inviteeId(), invitee.name(), invitee.email(), invitee.language(), invitee.affiliation());
        }
    }

    /** Somebody answered, or answered otherwise than before. */
    @WireName("meeting.invitation-answered.v1")
    record Answered(String invitationId, String meetingId, String inviteeId, Answer answer) {}

    static Change<Invitation> extend(String id, MeetingFacts meeting, Invitee invitee, String replyUrl) {
        Invitation invitation = new Invitation(id, meeting.meetingId(), invitee, meeting.sequence(), null, null);
        return Change.to(invitation, new Extended(id, meeting, InviteeFacts.of(invitee), replyUrl));
    }

    /** The meeting moved: the answer was for another time. Again for the same sequence: nothing changes. */
    Change<Invitation> askAgain(MeetingFacts moved, String replyUrl) {
        if (asked >= moved.sequence()) {
            return Change.to(this);
        }
        Invitation again = new Invitation(invitationId, meetingId, invitee, moved.sequence(), null, null);
        return Change.to(again, new Extended(invitationId, moved, InviteeFacts.of(invitee), replyUrl));
    }

    /** The same answer twice changes nothing. */
    Change<Invitation> reply(Answer given, Instant at) {
        if (given == answer) {
            return Change.to(this);
        }
        Invitation answered = new Invitation(invitationId, meetingId, invitee, asked, given, at);
        return Change.to(answered, new Answered(invitationId, meetingId, invitee.inviteeId(), given));
    }

    /** By calendar: an answer to what the calendar showed at that SEQUENCE is none to what the person was asked since. */
    Change<Invitation> reply(int sequence, Answer given, Instant at) {
        return sequence == asked ? reply(given, at) : Change.to(this);
    }
}
