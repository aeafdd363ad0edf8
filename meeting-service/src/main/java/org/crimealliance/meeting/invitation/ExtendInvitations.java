package org.crimealliance.meeting.invitation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.bson.Document;
import org.crimealliance.meeting.meeting.Details;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.MeetingFacts;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.Invitee;
import org.crimealliance.meeting.people.People;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.work.Leases;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Invites a meeting's audience of the day. The steps, each safe to repeat:
 *
 * <ol>
 *   <li>the meeting remembers that its invitations went out: from now on whoever joins the audience is invited too;
 *   <li>a run is written down: who asked for it, not who is to be asked, which may be everybody;
 *   <li>each of the audience of the day is asked, once;
 *   <li>the run is done. A run that its process did not finish is taken up again, for the audience of that day: who joined
 *       in the meantime was asked already, who left is not asked any more.
 * </ol>
 */
@Component
class ExtendInvitations {

    private static final String RUNS = "invitationRuns";
    private static final Duration LEASE = Duration.ofSeconds(20);

    @Configuration
    static class Drives {
        @Bean
        Sweeper invitationSweep(ExtendInvitations extend, @Value("${alliance.meeting.sweep}") Duration every) {
            return new Sweeper("invitations", every, extend::takeUpAgain);
        }
    }

    private final Meetings meetings;
    private final People people;
    private final Invitations invitations;
    private final Leases leases;
    private final MongoTemplate mongo;
    private final Clock clock;

    ExtendInvitations(
            Meetings meetings,
            People people,
            Invitations invitations,
            Leases leases,
            MongoTemplate mongo,
            Clock clock) {
        this.meetings = meetings;
        this.people = people;
        this.invitations = invitations;
        this.leases = leases;
        this.mongo = mongo;
        this.clock = clock;
    }

    /** How many were asked by this call. */
    Outcome<Integer> toAudience(String meetingId) {
        return meetings.invitationsSent(meetingId, clock.instant()).map(meeting -> {
            leases.take(leaseOf(meetingId), LEASE); // whoever has it: who asked for it waits for the answer
            try {
                return begin(meeting);
            } finally {
                leases.release(leaseOf(meetingId));
            }
        });
    }

    /** Somebody joined an audience: asked to all meetings ahead whose invitations went out already. */
    void toComingMeetings(String inviteeId) {
        meetings.ahead().stream()
                .filter(meeting -> meeting.details().invitationsSentAt() != null)
                .filter(meeting -> meeting.details().schedule().start().isAfter(clock.instant()))
                .forEach(meeting -> joining(meeting.details(), inviteeId)
                        .ifPresent(invitee -> invitations.extend(MeetingFacts.of(meeting), invitee)));
    }

    /** A guest added after the invitations went out is asked at once. */
    void toGuest(Meeting meeting, String guestId) {
        if (meeting.details().invitationsSentAt() != null) {
            joining(meeting.details(), guestId)
                    .ifPresent(invitee -> invitations.extend(MeetingFacts.of(meeting), invitee));
        }
    }

    /** The meeting moved: everybody is asked again whom it still concerns. */
    void askAgain(String meetingId) {
        meetings.find(meetingId).filter(Meeting::isAhead).ifPresent(moved -> {
            MeetingFacts facts = MeetingFacts.of(moved);
            Predicate<Invitee> stillInvited = people.stillInvited(moved.details());
            invitations.of(meetingId).stream()
                    .filter(invitation -> stillInvited.test(invitation.invitee()))
                    .forEach(invitation -> invitations.askAgain(invitation.invitationId(), facts));
        });
    }

    private int begin(Meeting meeting) {
        // after the meeting remembers: whoever is admitted from here on finds it, whoever was before is of the audience
        write(meeting.details().meetingId());
        return run(meeting.details().meetingId());
    }

    /** Runs that nobody is at any more, and those that a process died before it could write them down. */
    void takeUpAgain() {
        Set<String> writtenDown =
                mongo.getCollection(RUNS).distinct("_id", String.class).into(new HashSet<>());
        for (Meeting meeting : meetings.ahead()) {
            String meetingId = meeting.details().meetingId();
            if (meeting.details().invitationsSentAt() != null && !writtenDown.contains(meetingId)) {
                leases.alone(leaseOf(meetingId), LEASE, () -> begin(meeting));
            }
        }
        for (Document run :
                mongo.getCollection(RUNS).find(Filters.eq("done", false)).into(new ArrayList<>())) {
            String meetingId = run.getString("_id");
            leases.alone(
                    leaseOf(meetingId),
                    LEASE,
                    () -> new Provenance(run.getString("actor"), run.getString("correlationId"))
                            .run(() -> run(meetingId)));
        }
    }

    private static String leaseOf(String meetingId) {
        return "invitations/" + meetingId;
    }

    private Optional<Invitee> joining(Details meeting, String inviteeId) {
        return people.audience(meeting).stream()
                .filter(invitee -> invitee.inviteeId().equals(inviteeId))
                .findFirst();
    }

    private void write(String meetingId) {
        Provenance provenance = Provenance.current();
        mongo.getCollection(RUNS)
                .replaceOne(
                        Filters.eq("_id", meetingId),
                        new Document("_id", meetingId)
                                .append("done", false)
                                .append("actor", provenance.actor())
                                .append("correlationId", provenance.correlationId()),
                        new ReplaceOptions().upsert(true));
    }

    private int run(String meetingId) {
        Optional<Meeting> meeting = meetings.find(meetingId).filter(Meeting::isAhead);
        int asked = 0;
        if (meeting.isPresent()) {
            MeetingFacts facts = MeetingFacts.of(meeting.get());
            for (Invitee invitee : people.audience(meeting.get().details())) {
                if (invitations.extend(facts, invitee)) {
                    asked++;
                }
            }
            if (meetings.get(meetingId).details().sequence() > facts.sequence()) {
                askAgain(meetingId); // it moved meanwhile: who moved it could not know of the last ones
            }
        }
        mongo.getCollection(RUNS).updateOne(Filters.eq("_id", meetingId), Updates.set("done", true));
        return asked;
    }
}
