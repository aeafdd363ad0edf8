package org.crimealliance.event.campaign;

import java.time.Instant;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;

/**
 * The reconfirmation campaign of a congress.
 *
 * @param deadline exclusive: an answer at this very moment is too late
 */
public record Campaign(String congressId, Instant deadline, Stage stage) {

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
        return new Campaign(congressId, deadline, next);
    }

    boolean takesAnswers(Instant now) {
        return (stage == Stage.RUNNING || stage == Stage.STARTING) && now.isBefore(deadline);
    }

    Outcome<Change<Campaign>> start(Instant now) {
        if (stage == Stage.PLANNED && !now.isBefore(deadline)) {
            return Outcome.refused(Refusal.conflict("deadline-passed", "The deadline " + deadline + " has passed."));
        }
        return Outcome.done(Change.to(stage == Stage.PLANNED ? at(Stage.STARTING) : this));
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
        return Outcome.done(Change.to(new Campaign(congressId, to, stage == Stage.CLOSED ? Stage.RUNNING : stage)));
    }
}
