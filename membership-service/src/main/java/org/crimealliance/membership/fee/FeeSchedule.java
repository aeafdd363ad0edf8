package org.crimealliance.membership.fee;

import java.time.Instant;
import org.crimealliance.membership.member.Category;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.joda.money.Money;
import org.springframework.data.annotation.TypeAlias;

/** The fees of one year. Drafted, then approved by the Treasurer; approved fees do not change any more. */
public sealed interface FeeSchedule {

    Fees fees();

    /**
     * The fee of a whole year, by category.
     *
     * @param dueInDays days from the date of issue to the due date
     */
    record Fees(int year, Money ordinary, Money extraordinary, Money individual, Money honorary, int dueInDays) {

        public Money of(Category category) {
            return switch (category) {
                case ORDINARY -> ordinary;
                case EXTRAORDINARY -> extraordinary;
                case INDIVIDUAL -> individual;
                case HONORARY -> honorary;
            };
        }
    }

    @TypeAlias("drafted")
    record Drafted(Fees fees) implements FeeSchedule {}

    @TypeAlias("approved")
    record Approved(Fees fees, String approvedBy, Instant approvedAt) implements FeeSchedule {}

    static Outcome<Change<FeeSchedule>> revise(FeeSchedule schedule, Fees fees) {
        return switch (schedule) {
            case Drafted drafted -> Outcome.done(Change.to(new Drafted(fees)));
            case Approved approved when approved.fees().equals(fees) -> Outcome.done(Change.to(approved));
            case Approved approved ->
                Outcome.refused(Refusal.conflict(
                        "fee-schedule-approved",
                        "The fees of %d are approved; approved fees do not change.".formatted(fees.year())));
        };
    }

    static Change<FeeSchedule> approve(FeeSchedule schedule, String by, Instant at) {
        return switch (schedule) {
            case Drafted drafted -> Change.to(new Approved(drafted.fees(), by, at));
            case Approved approved -> Change.to(approved);
        };
    }
}
