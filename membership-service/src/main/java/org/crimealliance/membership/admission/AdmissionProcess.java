package org.crimealliance.membership.admission;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.crimealliance.membership.member.Decision;
import org.crimealliance.membership.member.Membership;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Memberships;
import org.crimealliance.membership.member.Verdict;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.work.Sweeper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;

/**
 * From the Board's decision to the member and the first invoice:
 *
 * <ol>
 *   <li>the meeting decides: {@code meeting.decision-taken};
 *   <li>the membership follows: admitted, rejected or deferred, each with its event;
 *   <li>an admitted member's first invoice is put down as wanted ({@link FirstInvoice});
 *   <li>once the fees of its year are approved it is issued ({@link FirstInvoices}).
 * </ol>
 *
 * Each step may be repeated; a crash between two is healed by the event's repetition.
 */
@Component
class AdmissionProcess {

    private static final Logger LOG = LoggerFactory.getLogger(AdmissionProcess.class);

    @Configuration
    static class Drives {
        @Bean
        Subscription<DecisionTaken> admissions(AdmissionProcess process) {
            return Subscription.on("meeting.decision-taken.v1", DecisionTaken.class, process::decided);
        }

        @Bean
        Sweeper firstInvoiceSweep(
                FirstInvoices firstInvoices, @Value("${alliance.membership.first-invoices.sweep}") Duration every) {
            return new Sweeper("first-invoices", every, firstInvoices::sweep);
        }
    }

    private final Memberships memberships;
    private final FirstInvoices firstInvoices;
    private final Sweeper sweep;
    private final MeterRegistry meters;

    AdmissionProcess(
            Memberships memberships,
            FirstInvoices firstInvoices,
            @Qualifier("firstInvoiceSweep") Sweeper sweep,
            MeterRegistry meters) {
        this.memberships = memberships;
        this.firstInvoices = firstInvoices;
        this.sweep = sweep;
        this.meters = meters;
    }

    void decided(ReceivedEvent<DecisionTaken> event) {
        DecisionTaken taken = event.data();
        if (!"membership-application".equals(taken.subjectType())) {
            return;
        }
        verdict(taken.kind()).ifPresent(verdict -> follow(event, verdict));
    }

    private void follow(ReceivedEvent<DecisionTaken> event, Verdict verdict) {
        DecisionTaken taken = event.data();
        String id = taken.subjectId();
        Decision decision =
                new Decision(taken.decisionId(), taken.meetingId(), taken.meetingTitle(), taken.meetingDate());
        Outcome<Stored<Membership>> outcome =
                memberships.change(id, event, membership -> Membership.decide(id, membership, verdict, decision));
        switch (outcome) {
            case Outcome.Done<Stored<Membership>>(Stored<Membership> stored) -> {
                if (stored.state() instanceof Admitted member
                        && decision.equals(member.admission().decision())) {
                    firstInvoices.want(id, member);
                    sweep.nudge();
                }
            }
            case Outcome.Refused<Stored<Membership>>(Refusal refusal) -> {
                // the fact stands in the meeting's records; that it had no effect here is for people to look into
                LOG.warn("decision {} on {} has no effect: {}", taken.decisionId(), id, refusal.message());
                meters.counter("alliance.decisions.refused", "code", refusal.code())
                        .increment();
            }
        }
    }

    private static Optional<Verdict> verdict(String kind) {
        return switch (kind) {
            case "admit" -> Optional.of(Verdict.ADMIT);
            case "reject" -> Optional.of(Verdict.REJECT);
            case "defer" -> Optional.of(Verdict.DEFER);
            default -> Optional.empty();
        };
    }
}
