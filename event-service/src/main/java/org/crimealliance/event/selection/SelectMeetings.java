package org.crimealliance.event.selection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crimealliance.event.ancillary.AncillaryMeeting;
import org.crimealliance.event.ancillary.AncillaryMeetings;
import org.crimealliance.event.campaign.RunCampaigns;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.congress.Grid;
import org.crimealliance.event.congress.Mode;
import org.crimealliance.event.schedule.Schedule;
import org.crimealliance.event.schedule.Schedule.Waiting;
import org.crimealliance.event.schedule.Schedules;
import org.crimealliance.event.selection.Selection.Decision;
import org.crimealliance.event.selection.Selection.Result;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.annotation.Id;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Makes the selection of a congress once its campaign is over, in two steps: what was decided is kept with its reasons;
 * then the schedule takes it and names it. Whoever dies between the two leaves reasons that nothing names yet, and the
 * selection is made again. What the schedule names counts; a selection that another replaced stays, as history.
 */
@Component
class SelectMeetings {

    /** One decision of a selection, whose id follows from what was decided; by their ids they are in their order. */
    record Kept(@Id String id, Decision decision) {

        static Kept of(String selection, int place, Decision decision) {
            return new Kept("%s/%06d".formatted(selection, place), decision);
        }
    }

    /** As earlier versions kept a selection. */
    record KeptWhole(@Id String id, List<Decision> decisions) {}

    private static final String COLLECTION = "selectionDecisions";
    private static final String WHOLE = "selections";

    private final Congresses congresses;
    private final AncillaryMeetings meetings;
    private final RunCampaigns campaigns;
    private final Schedules schedules;
    private final MongoTemplate mongo;

    SelectMeetings(
            Congresses congresses,
            AncillaryMeetings meetings,
            RunCampaigns campaigns,
            Schedules schedules,
            MongoTemplate mongo) {
        this.congresses = congresses;
        this.meetings = meetings;
        this.campaigns = campaigns;
        this.schedules = schedules;
        this.mongo = mongo;
    }

    Outcome<List<Decision>> run(String congressId) {
        Grid grid = congresses.get(congressId).grid();
        if (!schedules.of(congressId).entries().isEmpty()) {
            return Outcome.refused(Refusal.conflict(
                    "already-placed", "The selected meetings have their places; the selection cannot be made again."));
        }
        return campaigns.settle(congressId).flatMap(settled -> {
            List<Decision> decisions = decide(grid, meetings.ofCongress(congressId), settled.deadline());
            return take(congressId, keep(congressId, decisions), decisions).map(schedule -> decisions);
        });
    }

    /** The same decisions are the same selection: keeping it again changes nothing. */
    String keep(String congressId, List<Decision> decisions) {
        String selection = Ids.derived("selection", congressId, decisions);
        BulkOperations all = mongo.bulkOps(BulkOperations.BulkMode.UNORDERED, COLLECTION);
        for (int i = 0; i < decisions.size(); i++) {
            Kept kept = Kept.of(selection, i, decisions.get(i));
            all.replaceOne(
                    byId(kept.id()), kept, FindAndReplaceOptions.options().upsert());
        }
        if (!decisions.isEmpty()) {
            all.execute();
        }
        return selection;
    }

    Outcome<Schedule> take(String congressId, String selection, List<Decision> decisions) {
        return schedules.select(
                congressId,
                selection,
                decisions.stream()
                        .filter(decision -> decision.outcome() == Result.SELECTED)
                        .map(Decision::ancillaryMeetingId)
                        .toList(),
                decisions.stream()
                        .filter(decision -> decision.outcome() == Result.WAITING)
                        .map(decision -> new Waiting(decision.ancillaryMeetingId(), decision.mode()))
                        .toList());
    }

    /** The selection that the schedule was taken from; before schedules named it, it was kept by the congress's id. */
    Optional<List<Decision>> find(String congressId) {
        String named = schedules.of(congressId).selection();
        String selection = named == null ? congressId : named;
        List<Decision> decisions = mongo
                .find(
                        new Query(Criteria.where("_id").gt(selection + "/").lt(selection + "0")) // "0" is after "/"
                                .with(Sort.by("_id")),
                        Kept.class,
                        COLLECTION)
                .stream()
                .map(Kept::decision)
                .toList();
        return decisions.isEmpty()
                ? Optional.ofNullable(mongo.findById(selection, KeptWhole.class, WHOLE))
                        .map(KeptWhole::decisions)
                : Optional.of(decisions);
    }

    private static Query byId(String id) {
        return new Query(Criteria.where("_id").is(id));
    }

    static List<Decision> decide(Grid grid, List<Stored<AncillaryMeeting>> all, Instant deadline) {
        Map<Mode, Integer> places = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            places.put(mode, grid.places(mode));
        }
        List<Decision> decisions = new ArrayList<>(Selection.of(
                all.stream()
                        .filter(meeting -> meeting.state().wantsPlace())
                        .map(SelectMeetings::candidate)
                        .toList(),
                places));
        all.stream()
                .filter(meeting -> !meeting.state().wantsPlace())
                .map(meeting -> notReconfirmed(meeting, deadline))
                .forEach(decisions::add);
        return List.copyOf(decisions);
    }

    private static Selection.Candidate candidate(Stored<AncillaryMeeting> meeting) {
        var dossier = meeting.state().dossier();
        return new Selection.Candidate(
                meeting.id(),
                dossier.code(),
                dossier.title(),
                dossier.mode(),
                dossier.organisation().organisationId(),
                dossier.region(),
                dossier.theme(),
                dossier.appliedAt());
    }

    private static Decision notReconfirmed(Stored<AncillaryMeeting> meeting, Instant deadline) {
        var dossier = meeting.state().dossier();
        String reason = switch (meeting.state()) {
            case AncillaryMeeting.Declined m -> "Declined by its organiser on " + m.at() + ".";
            case AncillaryMeeting.Expired m -> "No answer before the deadline, " + deadline + ".";
            case AncillaryMeeting.Undeliverable m -> "The request could not be delivered: " + m.reason() + ".";
            case AncillaryMeeting.Cancelled m -> "Withdrawn on " + m.at() + ".";
            case AncillaryMeeting.Proposed m -> "Proposed, never accepted.";
            case AncillaryMeeting.Accepted m -> "Was not asked to reconfirm.";
            case AncillaryMeeting.Invited m -> "Has not answered.";
            case AncillaryMeeting.Reconfirmed m -> "Reconfirmed.";
            case AncillaryMeeting.Promoted m -> "Reconfirmed.";
        };
        return new Decision(
                meeting.id(),
                dossier.code(),
                dossier.title(),
                dossier.mode(),
                Result.NOT_RECONFIRMED,
                null,
                null,
                reason);
    }
}
