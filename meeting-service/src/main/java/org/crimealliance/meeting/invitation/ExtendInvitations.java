package org.crimealliance.meeting.invitation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Updates;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.crimealliance.meeting.meeting.Details;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.MeetingFacts;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.Invitee;
import org.crimealliance.meeting.people.People;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Invites a meeting's audience of the day. The steps, each safe to repeat:
 *
 * <ol>
 *   <li>the meeting remembers that its invitations went out: from now on whoever joins the audience is invited too;
 *   <li>the audience of the day is written down in a run;
 *   <li>each invitee is asked, once;
 *   <li>the run is done. A run that its process did not finish is taken up again.
 * </ol>
 */
@Component
class ExtendInvitations {

    private static final String RUNS = "invitationRuns";
    private static final Duration ABANDONED = Duration.ofSeconds(20);
    /** For leases: setting the domain's clock must not end one. */
    private static final InstantSource MACHINE = InstantSource.system();

    private final Meetings meetings;
    private final People people;
    private final Invitations invitations;
    private final MongoTemplate mongo;
    private final Clock clock;

    ExtendInvitations(Meetings meetings, People people, Invitations invitations, MongoTemplate mongo, Clock clock) {
        this.meetings = meetings;
        this.people = people;
        this.invitations = invitations;
        this.mongo = mongo;
        this.clock = clock;
    }

    /** How many were asked by this call. */
    Outcome<Integer> toAudience(String meetingId) {
        return meetings.invitationsSent(meetingId, clock.instant()).map(meeting -> {
            // after the meeting remembers: whoever is admitted from here on finds it, whoever was before is in the list
            List<Invitee> audience = people.audience(meeting.details());
            write(meetingId, audience);
            return run(meetingId);
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

    /** The meeting moved: everybody is asked again. */
    void askAgain(String meetingId) {
        Optional<Meeting> moved = meetings.find(meetingId).filter(Meeting::isAhead);
        moved.map(MeetingFacts::of)
                .ifPresent(facts -> invitations
                        .of(meetingId)
                        .forEach(invitation -> invitations.askAgain(invitation.invitationId(), facts)));
    }

    @Scheduled(fixedDelayString = "${alliance.meeting.sweep:5s}")
    void takeUpAgain() {
        mongo.getCollection(RUNS)
                .find(Filters.and(
                        Filters.eq("done", false),
                        Filters.lt("since", Date.from(MACHINE.instant().minus(ABANDONED)))))
                .into(new ArrayList<>())
                .forEach(run -> new Provenance(run.getString("actor"), run.getString("correlationId"))
                        .run(() -> run(run.getString("_id"))));
    }

    private Optional<Invitee> joining(Details meeting, String inviteeId) {
        return people.audience(meeting).stream()
                .filter(invitee -> invitee.inviteeId().equals(inviteeId))
                .findFirst();
    }

    private void write(String meetingId, List<Invitee> audience) {
        Provenance provenance = Provenance.current();
        List<Document> invitees = audience.stream().map(this::asDocument).toList();
        mongo.getCollection(RUNS)
                .replaceOne(
                        Filters.eq("_id", meetingId),
                        new Document("_id", meetingId)
                                .append("invitees", invitees)
                                .append("done", false)
                                .append("actor", provenance.actor())
                                .append("correlationId", provenance.correlationId())
                                .append("since", Date.from(MACHINE.instant())),
                        new ReplaceOptions().upsert(true));
    }

    private int run(String meetingId) {
        Document run =
                mongo.getCollection(RUNS).find(Filters.eq("_id", meetingId)).first();
        Optional<Meeting> meeting = meetings.find(meetingId).filter(Meeting::isAhead);
        int asked = 0;
        if (run != null && meeting.isPresent()) {
            MeetingFacts facts = MeetingFacts.of(meeting.get());
            for (Document invitee : run.getList("invitees", Document.class)) {
                if (invitations.extend(facts, mongo.getConverter().read(Invitee.class, invitee))) {
                    asked++;
                }
            }
        }
        mongo.getCollection(RUNS).updateOne(Filters.eq("_id", meetingId), Updates.set("done", true));
        return asked;
    }

    private Document asDocument(Invitee invitee) {
        Document document = new Document();
        mongo.getConverter().write(invitee, document);
        return document;
    }
}
