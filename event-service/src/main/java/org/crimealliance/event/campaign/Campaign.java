package org.crimealliance.event.campaign;

import java.time.Instant;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.jspecify.annotations.Nullable;

/**
 * The reconfirmation campaign of a congress.
 *
 * @param deadline exclusive: an answer at this very moment is too late
 * @param started the command that started it: the requests and reminders belong to it; none before
 */
public record Campaign(
        String congressId,
        Instant deadline,
        Stage stage,
        @Nullable Provenance started) {

    /** Planned, nobody was written to. */
    static Campaign planned(String congressId, Instant deadline) {
        return new Campaign(congressId, deadline, Stage.PLANNED, null);
    }

    /** How far it is. */
    public enum Stage {
        /** Nobody was written to. */
        PLANNED,
        /** The requests are being sent; goes on after a crash. */
        STARTING,
        /** All were written to; answers come in until the deadline. */
        RUNNING,
        /** The deadline has passed, the silent have expired. An extension opens it again. */
        CLOSED,
        /** The selection was made from it: nothing extends it any more. */
        SETTLED
    }

    Campaign at(Stage next) {
        return new Campaign(congressId, deadline, next, started);
    }

    boolean takesAnswers(Instant now) {
        return (stage == Stage.RUNNING || stage == Stage.STARTING) && now.isBefore(deadline);
    }

    Outcome<Change<Campaign>> start(Instant now, Provenance command) {
        if (stage == Stage.PLANNED && !now.isBefore(deadline)) {
            return Outcome.refused(Refusal.conflict("deadline-passed", "The deadline " + deadline + " has passed."));
        }
        return Outcome.done(
                Change.to(stage == Stage.PLANNED ? new Campaign(congressId, deadline, Stage.STARTING, command) : this));
    }

    Outcome<Change<Campaign>> extend(Instant to, Instant now) {
        if (stage == Stage.SETTLED) {
            return Outcome.refused(
                    Refusal.conflict("already-selected", "The selection was made: the campaign cannot be extended."));
        }
        if (to.equals(deadline)) {
            return Outcome.done(Change.to(this));
        }
        if (!to.isAfter(deadline) || !to.isAfter(now)) {
            return Outcome.refused(Refusal.invalid(
                    "deadline-too-early", "An extension must end after the present deadline, and after now."));
        }
        return Outcome.done(
                Change.to(new Campaign(congressId, to, stage == Stage.CLOSED ? Stage.RUNNING : stage, started)));
    }
}
