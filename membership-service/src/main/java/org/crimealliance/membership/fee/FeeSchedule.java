package org.crimealliance.membership.fee;

import java.time.Instant;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonMatters.Ending;
import org.crimealliance.membership.secondperson.Seen;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.store.Change;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.TypeAlias;

/** The fees of one year. Drafted by one officer, approved by another; approved fees do not change any more. */
public sealed interface FeeSchedule {

    Fees fees();

    /** The account of who prepared it; absent where that was not kept. */
    @Nullable
    String preparedBy();

    /**
     * The fee of a whole year, by category.
     *
     * @param dueInDays days from the date of issue to the due date
     */
    record Fees(int year, Money ordinary, Money extraordinary, Money individual, Money honorary, int dueInDays) {

        public String seen() {
            return Seen.of(year, ordinary, extraordinary, individual, honorary, dueInDays);
        }

        public Money of(Category category) {
            return switch (category) {
                case ORDINARY -> ordinary;
                case EXTRAORDINARY -> extraordinary;
                case INDIVIDUAL -> individual;
                case HONORARY -> honorary;
            };
        }
    }

    /** @param preparation absent in drafts older than the second person */
    @TypeAlias("drafted")
    record Drafted(Fees fees, @Nullable Preparation preparation) implements FeeSchedule {

        @Override
        public @Nullable String preparedBy() {
            return preparation == null ? null : preparation.by().subject();
        }
    }

    /** @param preparedBy absent where it was approved before it was kept who prepared it */
    @TypeAlias("approved")
    record Approved(
            Fees fees,
            String approvedBy,
            Instant approvedAt,
            @Nullable String preparedBy) implements FeeSchedule {}

    /** Saying the same again changes nothing, unless what was prepared cannot be confirmed any more. */
    static Outcome<Change<FeeSchedule>> revise(
            FeeSchedule schedule, Fees fees, Preparation preparation, Offices offices) {
        return switch (schedule) {
            case Drafted(Fees same, Preparation known)
            when same.equals(fees) && known != null && known.stands(offices, preparation.at()) ->
                Outcome.done(Change.to(schedule));
            case Drafted drafted -> Outcome.done(Change.to(new Drafted(fees, preparation)));
            case Approved approved when approved.fees().equals(fees) -> Outcome.done(Change.to(approved));
            case Approved approved ->
                Outcome.refused(Refusal.conflict(
                        "fee-schedule-approved",
                        "The fees of %d are approved; approved fees do not change.".formatted(fees.year())));
        };
    }

    /** Ends what waits; the draft stays as one that can be prepared anew. */
    static Outcome<Change<FeeSchedule>> end(FeeSchedule schedule, Ending ending) {
        return switch (schedule) {
            case Drafted(Fees fees, Preparation preparation)
            when preparation != null -> ending.of(preparation).map(ended -> Change.to(new Drafted(fees, ended)));
            case Drafted unprepared -> Outcome.refused(Preparation.unknown());
            case Approved approved -> Outcome.refused(Preparation.confirmedAlready());
        };
    }

    /** A second person approves exactly what they saw. */
    static Outcome<Change<FeeSchedule>> approve(FeeSchedule schedule, Confirmation said) {
        String approver = said.second().subject();
        return switch (schedule) {
            case Drafted(Fees fees, Preparation preparation)
            when preparation != null ->
                preparation.confirm(
                        said,
                        new Approved(fees, approver, said.at(), preparation.by().subject()));
            case Drafted unprepared -> Outcome.refused(Preparation.unknown());
            case Approved approved when approved.approvedBy().equals(approver) -> Outcome.done(Change.to(approved));
            case Approved approved -> Outcome.refused(Preparation.confirmedAlready());
        };
    }
}
