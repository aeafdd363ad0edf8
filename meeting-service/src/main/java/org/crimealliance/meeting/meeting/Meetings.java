package org.crimealliance.meeting.meeting;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All meetings. */
@Component
public class Meetings {

    private static final Comparator<Meeting> BY_START = Comparator.comparing(
                    (Meeting meeting) -> meeting.details().schedule().start())
            .thenComparing(meeting -> meeting.details().meetingId());

    private final AggregateStore<Meeting> store;

    Meetings(AggregateStores stores) {
        this.store = stores.of("meetings", Meeting.class);
    }

    public Optional<Meeting> find(String meetingId) {
        return store.find(meetingId).map(Stored::state);
    }

    /** The meeting, or the refusal that becomes a 404. */
    public Meeting get(String meetingId) {
        return find(meetingId).orElseThrow(() -> new RefusedException(Refusal.notFound("This meeting")));
    }

    void add(Change<Meeting> announced) {
        store.create(announced.next().details().meetingId(), announced.next(), announced.events());
    }

    Outcome<Meeting> change(String meetingId, java.util.function.Function<Meeting, Outcome<Change<Meeting>>> decide) {
        Outcome<Stored<Meeting>> changed = store.change(meetingId, decide);
        return changed.map(Stored::state);
    }

    /** From now on whoever joins the audience is invited too. */
    public Outcome<Meeting> invitationsSent(String meetingId, java.time.Instant at) {
        return change(meetingId, meeting -> meeting.invitationsSent(at));
    }

    public Outcome<Meeting> addGuest(String meetingId, Guest guest) {
        return change(meetingId, meeting -> meeting.addGuest(guest));
    }

    /** Tentative, confirmed or in session, the earliest first. */
    public List<Meeting> openOf(String seriesId) {
        return sorted(where("state.details.series.seriesId")
                .is(seriesId)
                .and("state._class")
                .in("meeting-tentative", "meeting-confirmed", "meeting-in-session"));
    }

    /** Tentative or confirmed, of all series, the earliest first. */
    public List<Meeting> ahead() {
        return sorted(where("state._class").in("meeting-tentative", "meeting-confirmed"));
    }

    List<Meeting> inSession() {
        return sorted(where("state._class").is("meeting-in-session"));
    }

    /** The earliest first. */
    public List<Meeting> all() {
        return sorted(new Criteria());
    }

    private List<Meeting> sorted(Criteria criteria) {
        return store.find(new Query(criteria)).stream()
                .map(Stored::state)
                .sorted(BY_START)
                .toList();
    }
}
