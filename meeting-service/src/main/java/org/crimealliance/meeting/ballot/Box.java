package org.crimealliance.meeting.ballot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.springframework.data.annotation.TypeAlias;

/** The votes of a ballot. */
sealed interface Box {

    Outcome<Box> put(String voterId, Choice choice, String castBy, Instant at);

    Tally tally();

    /** Who voted or stepped aside. */
    List<String> voted();

    List<String> recused();

    /** Everybody sees who voted what. Of several votes of one voter the last counts; all stay in the record. */
    @TypeAlias("open-box")
    record Open(List<Vote> votes) implements Box {

        public Open {
            votes = List.copyOf(votes);
        }

        @Override
        public Outcome<Box> put(String voterId, Choice choice, String castBy, Instant at) {
            if (counting().get(voterId) == choice) {
                return Outcome.done(this); // the same again: nothing to keep
            }
            if (votes.size() >= 5000) {
                return Outcome.refused(Refusal.conflict("too-many-votes", "The ballot takes no more votes. Close it."));
            }
            List<Vote> more = new ArrayList<>(votes);
            more.add(new Vote(voterId, choice, castBy, at));
            return Outcome.done(new Open(more));
        }

        @Override
        public Tally tally() {
            Tally tally = Tally.NONE;
            for (Choice choice : counting().values()) {
                tally = tally.plus(choice);
            }
            return tally;
        }

        @Override
        public List<String> voted() {
            return List.copyOf(counting().keySet());
        }

        @Override
        public List<String> recused() {
            return counting().entrySet().stream()
                    .filter(vote -> vote.getValue() == Choice.RECUSE)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private Map<String, Choice> counting() {
            Map<String, Choice> last = new LinkedHashMap<>();
            votes.forEach(vote -> last.put(vote.voterId(), vote.choice()));
            return last;
        }
    }

    /** One vote in an open ballot. */
    record Vote(String voterId, Choice choice, String castBy, Instant at) {}

    /**
     * Nobody can tell who voted what: there are only counts, and apart from them, by id and not in the order of voting, who
     * has voted. So a vote cannot be changed.
     */
    @TypeAlias("secret-box")
    record Secret(List<String> voted, List<String> recused, Tally tally) implements Box {

        public Secret {
            voted = voted.stream().sorted().toList();
            recused = recused.stream().sorted().toList();
        }

        @Override
        public Outcome<Box> put(String voterId, Choice choice, String castBy, Instant at) {
            if (voted.contains(voterId)) {
                return Outcome.refused(Refusal.conflict(
                        "already-voted", "A vote in a secret ballot cannot be found again, so it cannot be changed."));
            }
            return Outcome.done(new Secret(
                    and(voted, voterId),
                    choice == Choice.RECUSE ? and(recused, voterId) : recused,
                    tally.plus(choice)));
        }

        private static List<String> and(List<String> known, String another) {
            return Stream.concat(known.stream(), Stream.of(another)).toList();
        }
    }

    static Box empty(boolean secret) {
        return secret ? new Secret(List.of(), List.of(), Tally.NONE) : new Open(List.of());
    }
}
