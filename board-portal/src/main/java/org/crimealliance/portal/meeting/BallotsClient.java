package org.crimealliance.portal.meeting;

import java.util.List;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A meeting's ballots, as meeting-service tells of them. */
@Component
public class BallotsClient {

    private static final String ONE = "/api/meetings/{id}";

    public record Vote(@Nullable String voterId, @Nullable String choice) {}

    public record Tally(int yes, int no, int abstain, int present, int seats, int quorum) {}

    public record Ballot(
            String ballotId,
            @Nullable String itemId,
            @Nullable String question,
            @Nullable String motion,
            @Nullable String majority,
            boolean secret,
            @Nullable String state,
            @Nullable Boolean quorate,
            int present,
            int quorum,
            @Nullable Integer seats,
            @Nullable List<Vote> votes,
            @Nullable String result,
            @Nullable Tally figures,
            @Nullable String decisionId) {

        public boolean open() {
            return result == null && !"closed".equals(state);
        }

        public String choiceOf(@Nullable String voterId) {
            return votes == null || voterId == null
                    ? ""
                    : votes.stream()
                            .filter(vote -> voterId.equals(vote.voterId()))
                            .reduce((first, last) -> last)
                            .map(vote -> vote.choice() == null ? "" : vote.choice())
                            .orElse("");
        }

        /** Votes cast so far for this choice; the figures once it is closed. */
        public long votesFor(String choice) {
            if (figures != null) {
                return switch (choice) {
                    case "yes" -> figures.yes();
                    case "no" -> figures.no();
                    default -> figures.abstain();
                };
            }
            return votes == null
                    ? 0
                    : votes.stream()
                            .filter(vote -> choice.equals(vote.choice()))
                            .count();
        }
    }

    record NewBallot(String itemId, String question, String motion, String majority, boolean secret) {}

    private record Cast(String voterId, String choice) {}

    private final Gateway gateway;

    BallotsClient(Gateway gateway) {
        this.gateway = gateway;
    }

    List<Ballot> ballots(String id) {
        return gateway.list(Address.of(ONE + "/ballots", id), Ballot.class).items();
    }

    Ballot open(String id, NewBallot ballot) {
        return gateway.post(Address.of(ONE + "/ballots", id), ballot, Ballot.class);
    }

    void vote(String id, String ballotId, String voterId, String choice) {
        gateway.post(Address.of(ONE + "/ballots/{ballot}/votes", id, ballotId), new Cast(voterId, choice));
    }

    void close(String id, String ballotId) {
        gateway.post(Address.of(ONE + "/ballots/{ballot}/closing", id, ballotId), null);
    }
}
