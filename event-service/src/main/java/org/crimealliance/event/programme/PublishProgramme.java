package org.crimealliance.event.programme;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.ancillary.Dossier;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.programme.ProgrammePublished.ChangeOf;
import org.crimealliance.event.programme.ProgrammePublished.PlaceAt;
import org.crimealliance.event.programme.ProgrammePublished.Recipient;
import org.crimealliance.event.schedule.Schedules;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Makes the next version of the programme from the schedule. Version and event are one document with an id derived from
 * congress and number: of two who publish at once, one makes it, and the other finds it there.
 */
@Component
class PublishProgramme {

    /** What was published. */
    record Published(int version, List<ChangeOf> changes) {}

    private final AggregateStore<Programme> store;
    private final Congresses congresses;
    private final AncillaryMeetings meetings;
    private final Schedules schedules;
    private final Clock clock;

    PublishProgramme(
            AggregateStores stores,
            Congresses congresses,
            AncillaryMeetings meetings,
            Schedules schedules,
            Clock clock) {
        this.store = stores.of("programmes", Programme.class);
        this.congresses = congresses;
        this.meetings = meetings;
        this.schedules = schedules;
        this.clock = clock;
    }

    private static String idOf(String congressId, int version) {
        return Ids.derived("programme", congressId, version);
    }

    Optional<Programme> find(String congressId, int version) {
        return store.find(idOf(congressId, version)).map(Stored::state);
    }

    Optional<Programme> latest(String congressId) {
        return store.find(new Query(Criteria.where("state.congressId").is(congressId))).stream()
                .map(Stored::state)
                .max(Comparator.comparingInt(Programme::version));
    }

    Outcome<Published> publish(String congressId) {
        Congress congress = congresses.get(congressId);
        List<String> conflicts = schedules.conflicts(congressId);
        if (!conflicts.isEmpty()) {
            return Outcome.refused(new Refusal(
                    Refusal.Kind.CONFLICT,
                    "hard-conflicts",
                    "The schedule has hard conflicts; nothing is published until they are gone.",
                    conflicts.stream()
                            .limit(50)
                            .map(text -> new FieldProblem("schedule", text))
                            .toList()));
        }
        Programme previous =
                latest(congressId).orElseGet(() -> Programme.none(congressId, congress.name(), congress.zone()));
        Map<String, Dossier> dossiers = dossiers(congressId);
        Programme.Next next = previous.next(wanted(congressId, dossiers), clock.instant());
        if (previous.version() == 0 && next.programme().entries().isEmpty()) {
            return Outcome.refused(Refusal.conflict("not-placed", "There is no schedule to publish."));
        }
        if (next.differences().isEmpty() && previous.version() > 0 && IdempotencyKey.isRepetition()) {
            return Outcome.done(published(previous, dossiers)); // the attempt before this one published it
        }
        if (next.differences().isEmpty()) {
            return Outcome.refused(
                    Refusal.conflict("nothing-changed", "Nothing changed since version " + previous.version() + "."));
        }
        List<ChangeOf> changes = next.differences().stream()
                .map(difference -> change(difference, dossiers))
                .toList();
        int version = next.programme().version();
        var created = store.create(
                idOf(congressId, version),
                next.programme(),
                List.of(new ProgrammePublished(
                        congressId, congress.name(), congress.zone().getId(), version, changes)));
        if (!created.isNew()
                && !created.stored().state().entries().equals(next.programme().entries())) {
            return Outcome.refused(Refusal.conflict(
                    "published-meanwhile",
                    "Somebody published version " + version + " meanwhile; look, and publish again."));
        }
        return Outcome.done(new Published(version, changes));
    }

    private Published published(Programme latest, Map<String, Dossier> dossiers) {
        Programme before = find(latest.congressId(), latest.version() - 1)
                .orElseGet(() -> Programme.none(latest.congressId(), latest.congressName(), latest.zone()));
        return new Published(
                latest.version(),
                before.next(latest.entries(), latest.publishedAt()).differences().stream()
                        .map(difference -> change(difference, dossiers))
                        .toList());
    }

    private Map<String, Dossier> dossiers(String congressId) {
        Map<String, Dossier> dossiers = new HashMap<>();
        for (Stored<AncillaryMeeting> meeting : meetings.ofCongress(congressId)) {
            dossiers.put(meeting.id(), meeting.state().dossier());
        }
        return dossiers;
    }

    private List<Programme.Entry> wanted(String congressId, Map<String, Dossier> dossiers) {
        List<Programme.Entry> wanted = new ArrayList<>();
        for (Schedules.Placed placed : schedules.placed(congressId)) {
            Dossier dossier = dossier(dossiers, placed.meetingId());
            wanted.add(new Programme.Entry(
                    placed.meetingId(),
                    dossier.code(),
                    dossier.title(),
                    dossier.organisation().name(),
                    dossier.theme(),
                    dossier.mode(),
                    placed.start(),
                    placed.end(),
                    placed.room(),
                    dossier.people().stream()
                            .map(person -> person.personId() + "/" + person.role())
                            .sorted()
                            .toList(),
                    "",
                    0));
        }
        return wanted;
    }

    private static ChangeOf change(Programme.Difference difference, Map<String, Dossier> dossiers) {
        Programme.Entry present = difference.present();
        Dossier dossier = dossier(dossiers, difference.meetingId());
        return new ChangeOf(
                difference.meetingId(),
                present.code(),
                present.title(),
                difference.kind(),
                List.of(new Recipient(
                        dossier.contact().name(), dossier.contact().email())),
                PlaceAt.of(difference.before()),
                PlaceAt.of(difference.after()),
                present.uid(),
                present.sequence());
    }

    private static Dossier dossier(Map<String, Dossier> dossiers, String meetingId) {
        Dossier dossier = dossiers.get(meetingId);
        if (dossier == null) {
            throw new IllegalStateException("the schedule names a meeting that is not there: " + meetingId);
        }
        return dossier;
    }
}
