package org.crimealliance.meeting.ballot;

import java.util.List;
import org.springframework.stereotype.Component;

/** The closed ballots of a meeting, in words, for its minutes. */
@Component
public class BallotRecord {

    /** What was decided on an item, in one sentence. */
    public record Line(String itemId, String text) {}

    private final Ballots ballots;

    BallotRecord(Ballots ballots) {
        this.ballots = ballots;
    }

    public List<Line> of(String meetingId) {
        return ballots.of(meetingId).stream()
                .filter(Ballot.Closed.class::isInstance)
                .map(Ballot.Closed.class::cast)
                .map(closed -> new Line(closed.question().itemId(), words(closed)))
                .toList();
    }

    public boolean hasOpen(String meetingId) {
        return ballots.of(meetingId).stream().anyMatch(Ballot.Open.class::isInstance);
    }

    private static String words(Ballot.Closed closed) {
        Figures figures = closed.figures();
        return switch (closed.result()) {
            case NOT_QUORATE ->
                "%s No decision: %d of %d seats were represented, %d are needed."
                        .formatted(question(closed), figures.present(), figures.seats(), figures.quorum());
            case PASSED ->
                "%s %s (%s)."
                        .formatted(question(closed), passed(closed.question().motion()), votes(figures));
            case FAILED -> "%s Not carried (%s).".formatted(question(closed), votes(figures));
        };
    }

    private static String passed(Motion motion) {
        return switch (motion) {
            case ADMIT -> "Admitted";
            case REJECT -> "Rejected";
            case DEFER -> "Deferred to the next meeting";
            case OTHER -> "Carried";
        };
    }

    private static String question(Ballot.Closed closed) {
        String question = closed.question().question();
        return question.matches(".*[.?!]$") ? question : question + ":";
    }

    private static String votes(Figures figures) {
        return "%d yes, %d no, %d abstained, %d present"
                .formatted(figures.yes(), figures.no(), figures.abstain(), figures.present());
    }
}
