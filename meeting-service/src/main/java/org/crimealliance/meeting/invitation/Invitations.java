package org.crimealliance.meeting.invitation;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crimealliance.meeting.meeting.MeetingFacts;
import org.crimealliance.meeting.people.Invitee;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All invitations: one document for each meeting and invitee, whoever tries to make it. */
@Component
public class Invitations {

    private static final String COLLECTION = "invitations";

    private final AggregateStore<Invitation> store;
    private final ReplyLinks links;
    private final MeterRegistry meters;

    Invitations(AggregateStores stores, MongoTemplate mongo, ReplyLinks links, MeterRegistry meters) {
        this.store = stores.of(COLLECTION, Invitation.class);
        this.links = links;
        this.meters = meters;
        mongo.indexOps(COLLECTION).createIndex(new Index("state.meetingId", Sort.Direction.ASC));
    }

    static String idOf(String meetingId, String inviteeId) {
        return Ids.derived("invitation", meetingId, inviteeId);
    }

    /** Asks somebody, once. Tells whether this call did it. */
    boolean extend(MeetingFacts meeting, Invitee invitee) {
        String id = idOf(meeting.meetingId(), invitee.inviteeId());
        if (store.find(id).isPresent()) {
            return false;
        }
        String url = links.make(id); // before the event: no mail ever carries a link that is not known
        Change<Invitation> extended = Invitation.extend(id, meeting, invitee, url);
        boolean isNew = store.create(id, extended.next(), extended.events()).isNew();
        if (isNew) {
            meters.counter("alliance.meetings.invitations").increment();
        }
        return isNew;
    }

    void askAgain(String invitationId, MeetingFacts moved) {
        String url = links.make(invitationId);
        store.change(invitationId, invitation -> Outcome.done(invitation.askAgain(moved, url)))
                .orThrow();
    }

    Outcome<Invitation> reply(String invitationId, Answer answer, Instant at) {
        Outcome<Stored<Invitation>> replied =
                store.change(invitationId, invitation -> Outcome.done(invitation.reply(answer, at)));
        return replied.map(Stored::state);
    }

    /** Of an answer by calendar; unknown invitations have none. */
    void replied(ReceivedEvent<?> event, String invitationId, int sequence, Answer answer, Instant at) {
        store.change(invitationId, event, invitation -> Outcome.done(invitation.reply(sequence, answer, at)));
    }

    Optional<Invitation> find(String invitationId) {
        return store.find(invitationId).map(Stored::state);
    }

    public boolean isInvited(String meetingId, String inviteeId) {
        return store.find(idOf(meetingId, inviteeId)).isPresent();
    }

    /** By id. */
    public List<Invitation> of(String meetingId) {
        return store.find(new Query(where("state.meetingId").is(meetingId))).stream()
                .map(Stored::state)
                .sorted(Comparator.comparing(Invitation::invitationId))
                .toList();
    }
}
