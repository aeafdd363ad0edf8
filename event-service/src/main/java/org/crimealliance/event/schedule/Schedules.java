package org.crimealliance.event.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeeting.Promoted;
import org.crimealliance.event.ancillary.AncillaryMeeting.Reconfirmed;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.ancillary.MeetingEvent;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Grid;
import org.crimealliance.event.schedule.Schedule.Entry;
import org.crimealliance.event.schedule.Schedule.Promotion;
import org.crimealliance.event.schedule.Schedule.Waiting;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** The schedules of all congresses, and what happens to places after they were given. */
@Component
public class Schedules {

    /** A meeting at its place, with its times. */
    public record Placed(String meetingId, Instant start, Instant end, String room, boolean pinned) {}

    private final AggregateStore<Schedule> store;
    private final AncillaryMeetings meetings;
    private final Congresses congresses;
    private final Clock clock;

    Schedules(AggregateStores stores, AncillaryMeetings meetings, Congresses congresses, Clock clock) {
        this.store = stores.of("schedules", Schedule.class);
        this.meetings = meetings;
        this.congresses = congresses;
        this.clock = clock;
    }

    static String idOf(String congressId) {
        return Ids.derived("schedule", congressId);
    }

    AggregateStore<Schedule> store() {
        return store;
    }

    public Schedule of(String congressId) {
        return store.find(idOf(congressId)).map(Stored::state).orElseGet(() -> Schedule.empty(congressId));
    }

    /** Tells whether a selection was made. */
    public boolean isSelected(String congressId) {
        Schedule schedule = of(congressId);
        return !schedule.chosen().isEmpty() || !schedule.waiting().isEmpty();
    }

    /**
     * Takes over a selection. Refused once there is a plan.
     *
     * @param selection names it: where its reasons are found
     */
    public Outcome<Schedule> select(String congressId, String selection, List<String> chosen, List<Waiting> waiting) {
        store.create(idOf(congressId), Schedule.empty(congressId), List.of());
        return store.change(
                        idOf(congressId),
                        schedule -> schedule.select(selection, chosen, waiting).map(next -> Change.to(next)))
                .map(Stored::state);
    }

    public List<Placed> placed(String congressId) {
        Grid grid = congresses.get(congressId).grid();
        return of(congressId).entries().stream()
                .map(entry -> placed(grid, entry))
                .toList();
    }

    static Placed placed(Grid grid, Entry entry) {
        var slot = grid.slots().get(entry.slot());
        return new Placed(entry.meetingId(), slot.start(), slot.end(), entry.room(), entry.pinned());
    }

    Facts facts(String congressId) {
        return Facts.of(congresses.get(congressId).grid(), meetings.ofCongress(congressId));
    }

    /** What the independent checker says of the plan as it is stored. */
    ScheduleChecker.Verdict check(String congressId) {
        Grid grid = congresses.get(congressId).grid();
        Schedule schedule = of(congressId);
        List<ScheduleChecker.RealPlace> places = new ArrayList<>();
        grid.slots()
                .forEach(slot -> grid.rooms()
                        .forEach(room -> places.add(
                                new ScheduleChecker.RealPlace(slot.start(), slot.end(), room.name(), room.mode()))));
        Set<String> chosen = new HashSet<>(schedule.chosen());
        List<ScheduleChecker.Entitled> entitled = meetings.ofCongress(congressId).stream()
                .filter(meeting ->
                        chosen.contains(meeting.id()) && meeting.state().wantsPlace())
                .map(meeting -> new ScheduleChecker.Entitled(
                        meeting.id(),
                        meeting.state().dossier().code(),
                        meeting.state().mode(),
                        meeting.state().dossier().people().stream()
                                .map(person -> person.personId())
                                .toList(),
                        meeting.state().dossier().unavailable()))
                .toList();
        List<ScheduleChecker.Line> lines = schedule.entries().stream()
                .map(entry -> placed(grid, entry))
                .map(p -> new ScheduleChecker.Line(p.meetingId(), p.start(), p.end(), p.room()))
                .toList();
        return ScheduleChecker.check(grid.zone(), places, entitled, lines);
    }

    /** The conflicts of the plan, in words; nothing with conflicts is published. */
    public List<String> conflicts(String congressId) {
        return check(congressId).conflicts().stream()
                .map(ScheduleChecker.Conflict::text)
                .toList();
    }

    /**
     * Frees the place of a meeting that is out, and promotes the head of its waiting list. One write; doing it again
     * changes nothing.
     */
    void release(String congressId, String meetingId) {
        boolean stillWanted =
                meetings.find(meetingId).map(AncillaryMeeting::wantsPlace).orElse(false);
        if (stillWanted || store.find(idOf(congressId)).isEmpty()) {
            return;
        }
        Facts facts = facts(congressId);
        Provenance cause = Provenance.current();
        store.change(
                        idOf(congressId),
                        schedule -> Outcome.done(
                                Change.to(ReleasePlace.of(schedule, meetingId, facts, clock.instant(), cause))))
                .orThrow();
        tellPromoted(congressId);
    }

    /** Tells every promoted meeting that does not know it yet, then crosses it off. */
    void tellPromoted(String congressId) {
        Grid grid = congresses.get(congressId).grid();
        for (Promotion promotion : of(congressId).promotions()) {
            Provenance cause = promotion.cause();
            // in the name of what freed this place, whoever comes to tell it
            (cause == null ? Provenance.rule("waiting-list", congressId, promotion.meetingId()) : cause)
                    .run(() -> tell(congressId, promotion, placeOf(grid, promotion)));
        }
    }

    private void tell(
            String congressId, Promotion promotion, MeetingEvent.@org.jspecify.annotations.Nullable PlaceTaken place) {
        Outcome<Stored<AncillaryMeeting>> told = meetings.change(
                promotion.meetingId(), meeting -> promoted(promotion.meetingId(), meeting, place, clock.instant()));
        store.change(idOf(congressId), schedule -> Outcome.done(Change.to(schedule.told(promotion))))
                .orThrow();
        if (told instanceof Outcome.Refused<Stored<AncillaryMeeting>>) {
            release(congressId, promotion.meetingId()); // it left in the meantime: the next one, please
        }
    }

    private static MeetingEvent.@org.jspecify.annotations.Nullable PlaceTaken placeOf(Grid grid, Promotion promotion) {
        if (promotion.slot() == null || promotion.room() == null) {
            return null;
        }
        var slot = grid.slots().get(promotion.slot());
        return new MeetingEvent.PlaceTaken(slot.start(), slot.end(), promotion.room());
    }

    static Outcome<Change<AncillaryMeeting>> promoted(
            String id,
            AncillaryMeeting meeting,
            MeetingEvent.@org.jspecify.annotations.Nullable PlaceTaken place,
            Instant now) {
        return switch (meeting) {
            case Reconfirmed(var dossier, var campaignId, var at) ->
                Outcome.done(Change.to(
                        new Promoted(dossier, campaignId, at, now), MeetingEvent.promoted(id, dossier, place)));
            case Promoted already -> Outcome.done(Change.to(already));
            default -> Outcome.refused(Refusal.conflict("not-waiting", "The meeting is " + meeting.stateName() + "."));
        };
    }

    /** What a crash left between a promotion and the word of it. */
    void sweep() {
        store.find(new Query(Criteria.where("state.promotions.0").exists(true)))
                .forEach(schedule -> tellPromoted(schedule.state().congressId()));
    }

    Stored<Schedule> existing(String congressId) {
        return store.find(idOf(congressId))
                .orElseThrow(() -> new RefusedException(
                        Refusal.conflict("not-selected", "Make the selection before the schedule.")));
    }

    Optional<Entry> entry(String congressId, String meetingId) {
        return of(congressId).entryOf(meetingId);
    }
}
