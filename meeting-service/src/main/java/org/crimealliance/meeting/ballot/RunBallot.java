package org.crimealliance.meeting.ballot;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.crimealliance.meeting.agenda.Agendas;
import org.crimealliance.meeting.agenda.Item;
import org.crimealliance.meeting.attendance.Attendances;
import org.crimealliance.meeting.attendance.Presence;
import org.crimealliance.meeting.meeting.Details;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.people.People;
import org.crimealliance.meeting.series.SeriesBook;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Opens, votes and closes. Who is there is read anew at every step. */
@Component
class RunBallot {

    /** What is put to the vote. */
    record Proposal(String itemId, String question, Motion motion, Majority majority, boolean secret) {}

    /** Who may vote now. */
    record Electorate(Presence presence, int seats, int quorum) {

        boolean isQuorate() {
            return presence.size() >= quorum;
        }
    }

    private final Ballots ballots;
    private final Meetings meetings;
    private final Agendas agendas;
    private final Attendances attendances;
    private final People people;
    private final SeriesBook series;
    private final Clock clock;
    private final MeterRegistry meters;

    RunBallot(
            Ballots ballots,
            Meetings meetings,
            Agendas agendas,
            Attendances attendances,
            People people,
            SeriesBook series,
            Clock clock,
            MeterRegistry meters) {
        this.ballots = ballots;
        this.meetings = meetings;
        this.agendas = agendas;
        this.attendances = attendances;
        this.people = people;
        this.series = series;
        this.clock = clock;
        this.meters = meters;
    }

    Electorate electorate(Details meeting) {
        List<String> voters = people.voters(meeting);
        Presence presence = attendances.presence(meeting.meetingId(), voters, clock.instant());
        int quorum = series.get(meeting.series().seriesId()).quorumOf(voters.size());
        return new Electorate(presence, voters.size(), quorum);
    }

    Outcome<Ballot> open(String meetingId, Proposal proposal) {
        Meeting meeting = meetings.get(meetingId);
        Optional<Ballot> before = openedBefore(meetingId);
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        if (!(meeting instanceof Meeting.InSession)) {
            return Outcome.refused(Refusal.conflict(
                    "not-in-session",
                    "The meeting is " + meeting.status() + ". Open it, then put questions to the vote."));
        }
        return agendas.item(meetingId, proposal.itemId())
                .map(item -> open(meeting.details(), item, proposal))
                .orElseGet(() -> Outcome.refused(Refusal.notFound("This agenda item")));
    }

    /** What an earlier attempt at this command opened; it may have been closed since. */
    private Optional<Ballot> openedBefore(String meetingId) {
        return IdempotencyKey.isRepetition()
                ? ballots.of(meetingId).stream()
                        .filter(ballot ->
                                Objects.equals(command(), ballot.question().command()))
                        .findFirst()
                : Optional.empty();
    }

    private static @Nullable String command() {
        return IdempotencyKey.current().map(key -> key.derive("ballot")).orElse(null);
    }

    private Outcome<Ballot> open(Details meeting, Item item, Proposal proposal) {
        boolean application = item.kind() == Item.Kind.APPLICATION;
        if (application != (proposal.motion() != Motion.OTHER)) {
            return Outcome.refused(Refusal.invalid(
                    "motion-does-not-fit",
                    "An application is admitted, rejected or deferred; on any other item the motion is \"other\".",
                    new Refusal.FieldProblem("motion", "fits the agenda item")));
        }
        List<Ballot> earlier = ballots.of(meeting.meetingId()).stream()
                .filter(ballot -> ballot.question().itemId().equals(item.itemId()))
                .sorted(Comparator.comparing(ballot -> ballot.question().ordinal()))
                .toList();
        if (!earlier.isEmpty() && earlier.getLast() instanceof Ballot.Open) {
            return alreadyOpen();
        }
        // its place among the item's ballots makes its id: of two opened at once, one is told
        String ballotId = Ids.derived("ballot", item.itemId(), earlier.size());
        String subjectId = item.subjectId();
        Question question = new Question(
                ballotId,
                meeting.meetingId(),
                meeting.title(),
                meeting.schedule().date(),
                item.itemId(),
                earlier.size(),
                item.subjectType(),
                subjectId == null ? item.itemId() : subjectId,
                proposal.question(),
                proposal.motion(),
                proposal.majority(),
                command(),
                earlier.isEmpty() ? null : earlier.getLast().question().ballotId());
        Ballot.Open opened = new Ballot.Open(question, Box.empty(proposal.secret()), clock.instant());
        if (ballots.add(opened)) {
            return Outcome.done(opened);
        }
        // of two attempts at one command at once, both are answered with what one of them opened
        return ballots.find(ballotId)
                .filter(there -> question.command() != null
                        && question.command().equals(there.question().command()))
                .map(Outcome::done)
                .orElseGet(RunBallot::alreadyOpen);
    }

    Outcome<Ballot> vote(Meeting meeting, String ballotId, String voterId, Choice choice, String castBy) {
        Presence presence = electorate(meeting.details()).presence();
        return ballots.change(ballotId, ballot -> ballot.vote(voterId, choice, presence, castBy, clock.instant()));
    }

    Outcome<Ballot> close(Meeting meeting, String ballotId) {
        Electorate electorate = electorate(meeting.details());
        return ballots.change(
                        ballotId,
                        ballot -> Outcome.done(ballot.close(
                                electorate.presence(), electorate.seats(), electorate.quorum(), clock.instant())))
                .map(ballot -> {
                    if (ballot instanceof Ballot.Closed closed) {
                        meters.counter(
                                        "alliance.meetings.ballots",
                                        "result",
                                        closed.result().name())
                                .increment();
                    }
                    return ballot;
                });
    }

    private static <T> Outcome<T> alreadyOpen() {
        return Outcome.refused(Refusal.conflict(
                "ballot-open", "A ballot on this item is open already. Close it before you open another."));
    }
}
