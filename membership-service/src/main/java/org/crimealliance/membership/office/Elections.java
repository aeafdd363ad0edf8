package org.crimealliance.membership.office;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/** Keeps the decisions by which a meeting elected officers. */
@Component
class Elections {

    @Configuration
    static class Reads {
        @Bean
        Subscription<DecisionTaken> electionDecisions(Elections elections) {
            return Subscription.on("meeting.decision-taken.v1", DecisionTaken.class, elections::decided);
        }
    }

    /** Whom a meeting elected. */
    record Elected(String email) {}

    /** What is read here of {@code meeting.decision-taken.v1}; {@code subjectId}: the office. */
    record DecisionTaken(
            String decisionId,
            LocalDate meetingDate,
            String kind,
            String subjectType,
            String subjectId,
            @Nullable Elected elected) {}

    private final AggregateStore<Election> store;

    Elections(AggregateStores stores) {
        this.store = stores.of("elections", Election.class);
    }

    void decided(ReceivedEvent<DecisionTaken> event) {
        DecisionTaken taken = event.data();
        Elected elected = taken.elected();
        if (!"elect".equals(taken.kind()) || !"office".equals(taken.subjectType()) || elected == null) {
            return;
        }
        Optional<Office> office = Office.find(taken.subjectId());
        office.ifPresent(known -> store.create(
                taken.decisionId(), new Election(known, elected.email(), taken.meetingDate(), null), List.of(), event));
    }

    Outcome<Stored<Election>> use(String decisionId, String officeId, Officer.Term term) {
        return store.find(decisionId).isEmpty()
                ? Outcome.refused(
                        Refusal.conflict("no-such-election", "No decision with this id elected anybody to an office."))
                : store.change(decisionId, election -> Election.use(election, officeId, term));
    }
}
