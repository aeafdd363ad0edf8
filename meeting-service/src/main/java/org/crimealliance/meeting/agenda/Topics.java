package org.crimealliance.meeting.agenda;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.work.Sweeper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Brings topics onto agendas. A topic's own document says on which agenda it is, by one conditional update; showing it
 * there is a step that may be repeated, and is, by the sweep, if somebody died in between.
 */
@Component
class Topics {

    private static final String COLLECTION = "topics";

    /** Waits, and what somebody who died left half done. */
    @Configuration
    static class Drives {
        @Bean
        Sweeper topicSweep(Topics topics, @Value("${alliance.meeting.sweep:5s}") Duration every) {
            return new Sweeper("topics", every, topics::placeAll);
        }
    }

    private final MongoTemplate mongo;
    private final Meetings meetings;
    private final Agendas agendas;

    Topics(MongoTemplate mongo, Meetings meetings, Agendas agendas, MeterRegistry meters) {
        this.mongo = mongo;
        this.meetings = meetings;
        this.agendas = agendas;
        meters.gauge("alliance.meetings.topics.waiting", this, Topics::waiting);
    }

    /** Begins a topic, once; one that is there already stays as it is. */
    void begin(Topic topic) {
        Document document = new Document();
        mongo.getConverter().write(topic, document);
        document.append("_id", topic.topicId());
        try {
            mongo.insert(document, COLLECTION);
        } catch (DuplicateKeyException begunBefore) {
            return;
        }
    }

    /** It is dealt with, or withdrawn: off every agenda that is still to come, for good. */
    void settle(String topicId) {
        Topic before = find(topicId).orElse(null);
        topics().updateOne(
                        Filters.eq("_id", topicId),
                        Updates.combine(Updates.set("state", "DONE"), Updates.set("settled", true)));
        if (before != null && before.meetingId() != null) {
            takeOff(before, before.meetingId());
        }
    }

    /** That meeting did not deal with it: it waits for one that begins later, if it is still there. */
    void release(String topicId, String meetingId, Instant after) {
        topics().updateOne(
                        on(topicId, meetingId),
                        Updates.combine(
                                Updates.set("state", "WAITING"),
                                Updates.set("after", Date.from(after)),
                                Updates.set("settled", false),
                                Updates.unset("meetingId")));
    }

    List<Topic> placedOn(String meetingId) {
        return read(new Query(where("meetingId").is(meetingId).and("state").is("PLACED")));
    }

    /** Onto the next agenda that may take it, if there is one. */
    void place(String topicId) {
        for (int attempt = 0; attempt < 20; attempt++) {
            Topic topic = find(topicId).orElse(null);
            if (topic == null || topic.state() == Topic.State.DONE) {
                return;
            }
            String meetingId = topic.meetingId();
            if (meetingId == null) {
                Optional<Meeting> next =
                        meetings.ahead().stream().filter(topic::mayGoOn).findFirst();
                if (next.isEmpty()) {
                    return; // it goes on as soon as one is announced
                }
                claim(topicId, next.get().details().meetingId());
                continue;
            }
            if (show(topic, meetingId)) {
                return;
            }
        }
    }

    /** Whatever waits, or was not shown yet. */
    void placeAll() {
        List<Topic> open = read(new Query(where("settled").is(false)));
        if (open.isEmpty()) {
            return;
        }
        List<Meeting> ahead = meetings.ahead();
        for (Topic topic : open) {
            // hundreds may wait for a meeting that nobody has announced: one look at the calendar for all of them
            if (topic.meetingId() != null || ahead.stream().anyMatch(topic::mayGoOn)) {
                place(topic.topicId());
            }
        }
    }

    private void claim(String topicId, String meetingId) {
        topics().updateOne(
                        Filters.and(Filters.eq("_id", topicId), Filters.eq("state", "WAITING")),
                        Updates.combine(Updates.set("state", "PLACED"), Updates.set("meetingId", meetingId)));
    }

    /** False: that agenda takes nothing any more, the topic waits again. */
    private boolean show(Topic topic, String meetingId) {
        Meeting meeting = meetings.get(meetingId);
        Outcome<Agenda> shown = agendas.change(meetingId, agenda -> agenda.put(topic.itemAt(meetingId)));
        if (shown instanceof Outcome.Refused<Agenda>) {
            release(topic.topicId(), meetingId, meeting.details().schedule().start());
            return false;
        }
        boolean still = topics().updateOne(on(topic.topicId(), meetingId), Updates.set("settled", true))
                        .getMatchedCount()
                == 1;
        if (!still) {
            takeOff(topic, meetingId); // withdrawn while it was being shown
        }
        return true;
    }

    private void takeOff(Topic topic, String meetingId) {
        if (meetings.find(meetingId).filter(Meeting::isAhead).isPresent()) {
            agendas.change(meetingId, agenda -> agenda.remove(topic.itemIdAt(meetingId)));
        }
    }

    private double waiting() {
        return topics().countDocuments(Filters.eq("state", "WAITING"));
    }

    private Optional<Topic> find(String topicId) {
        return read(new Query(where("_id").is(topicId))).stream().findFirst();
    }

    private List<Topic> read(Query query) {
        List<Topic> found = new ArrayList<>();
        mongo.find(query, Document.class, COLLECTION)
                .forEach(document -> found.add(mongo.getConverter().read(Topic.class, document)));
        return found;
    }

    private static Bson on(String topicId, String meetingId) {
        return Filters.and(
                Filters.eq("_id", topicId), Filters.eq("state", "PLACED"), Filters.eq("meetingId", meetingId));
    }

    private MongoCollection<Document> topics() {
        return mongo.getCollection(COLLECTION);
    }
}
