package org.crimealliance.meeting.ballot;

import static org.springframework.data.mongodb.core.query.Criteria.where;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All ballots. */
@Component
class Ballots {

    private static final String COLLECTION = "ballots";

    private final AggregateStore<Ballot> store;

    Ballots(AggregateStores stores, MongoTemplate mongo) {
        this.store = stores.of(COLLECTION, Ballot.class);
        // known before the first is read: a box is found by its alias
        mongo.getConverter().getMappingContext().getPersistentEntity(Box.Open.class);
        mongo.getConverter().getMappingContext().getPersistentEntity(Box.Secret.class);
        mongo.indexOps(COLLECTION).createIndex(new Index("state.question.meetingId", Sort.Direction.ASC));
    }

    /** Tells whether this call made it: somebody else may have opened the same. */
    boolean add(Ballot.Open ballot) {
        return store.create(ballot.question().ballotId(), ballot, List.of()).isNew();
    }

    Optional<Ballot> find(String ballotId) {
        return store.find(ballotId).map(Stored::state);
    }

    Outcome<Ballot> change(String ballotId, Function<Ballot, Outcome<Change<Ballot>>> decide) {
        Outcome<Stored<Ballot>> changed = store.change(ballotId, decide);
        return changed.map(Stored::state);
    }

    /** In the order of opening. */
    List<Ballot> of(String meetingId) {
        return store.find(new Query(where("state.question.meetingId").is(meetingId))).stream()
                .map(Stored::state)
                .sorted(Comparator.comparing(Ballots::openedAt)
                        .thenComparing(ballot -> ballot.question().ordinal())
                        .thenComparing(ballot -> ballot.question().ballotId()))
                .toList();
    }

    static java.time.Instant openedAt(Ballot ballot) {
        return switch (ballot) {
            case Ballot.Open open -> open.openedAt();
            case Ballot.Closed closed -> closed.openedAt();
        };
    }
}
