package org.crimealliance.meeting.attendance;

import java.util.List;
import java.util.Optional;

/**
 * Which voters are there at one moment.
 *
 * @param there in person
 * @param represented away, with a proxy held by somebody who is there
 */
public record Presence(List<String> there, List<Represented> represented) {

    /** A voter who is away, and who votes for them. */
    public record Represented(String voterId, String holderId) {}

    public int size() {
        return there.size() + represented.size();
    }

    public boolean mayVote(String voterId) {
        return there.contains(voterId) || holderOf(voterId).isPresent();
    }

    public Optional<String> holderOf(String voterId) {
        return represented.stream()
                .filter(voter -> voter.voterId().equals(voterId))
                .map(Represented::holderId)
                .findFirst();
    }
}
