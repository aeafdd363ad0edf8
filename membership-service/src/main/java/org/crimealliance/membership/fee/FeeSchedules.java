package org.crimealliance.membership.fee;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.fee.FeeSchedule.Approved;
import org.crimealliance.membership.fee.FeeSchedule.Drafted;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonMatters;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.membership.secondperson.SecondPersonSettings;
import org.crimealliance.platform.money.MoneyText;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStore.Created;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Where fee schedules are kept; one a year. */
@Component
public final class FeeSchedules implements SecondPersonMatters {

    private final AggregateStore<FeeSchedule> store;
    private final SecondPersonRule rule;
    private final Offices offices;
    private final MembershipCalendar calendar;

    FeeSchedules(
            AggregateStores stores, SecondPersonSettings secondPerson, Offices offices, MembershipCalendar calendar) {
        this.store = stores.of("feeSchedules", FeeSchedule.class);
        this.rule = secondPerson.feeSchedule();
        this.offices = offices;
        this.calendar = calendar;
    }

    /** The fees of a year, once they are approved. */
    public Optional<Fees> approved(int year) {
        return find(year)
                .flatMap(schedule ->
                        schedule instanceof Approved approved ? Optional.of(approved.fees()) : Optional.empty());
    }

    Optional<FeeSchedule> find(int year) {
        return store.find(Integer.toString(year)).map(Stored::state);
    }

    Outcome<FeeSchedule> put(Fees fees, Person by) {
        String id = Integer.toString(fees.year());
        Preparation preparation = rule.prepared(by, calendar.now(), fees.seen(), null);
        Created<FeeSchedule> created = store.create(id, new Drafted(fees, preparation), List.of());
        return created.isNew()
                ? Outcome.done(created.stored().state())
                : store.change(id, schedule -> FeeSchedule.revise(schedule, fees, preparation, offices))
                        .map(Stored::state);
    }

    @Override
    public String kind() {
        return "fee-schedule";
    }

    @Override
    public SecondPersonRule rule() {
        return rule;
    }

    @Override
    public List<Waiting> waiting(Instant now) {
        return store
                .find(Query.query(Criteria.where("state._class")
                        .is("drafted")
                        .and("state.preparation.until")
                        .gte(now)
                        .and("state.preparation.end")
                        .isNull()))
                .stream()
                .flatMap(stored ->
                        stored.state() instanceof Drafted(Fees fees, Preparation preparation) && preparation != null
                                ? Stream.of(waiting(stored.id(), fees, preparation))
                                : Stream.empty())
                .toList();
    }

    private static Waiting waiting(String id, Fees fees, Preparation preparation) {
        return new Waiting(
                id,
                "Once the fees of %d are approved as they stand here, they do not change any more, and invoices can be issued by them."
                        .formatted(fees.year()),
                List.of(
                        "Ordinary members " + MoneyText.of(fees.ordinary()),
                        "Extraordinary members " + MoneyText.of(fees.extraordinary()),
                        "Individual members " + MoneyText.of(fees.individual()),
                        "Honorary members " + MoneyText.of(fees.honorary()),
                        "Due in %d days".formatted(fees.dueInDays())),
                null,
                preparation);
    }

    @Override
    public Outcome<String> confirm(String year, Confirmation said) {
        return store.change(year, schedule -> FeeSchedule.approve(schedule, said))
                .map(stored -> "approved");
    }

    @Override
    public Outcome<?> end(String year, Ending ending) {
        return store.change(year, schedule -> FeeSchedule.end(schedule, ending));
    }

    @Override
    public List<Prepared> preparedBy(String subject, Instant now) {
        return store
                .find(Query.query(new Criteria()
                        .orOperator(
                                Criteria.where("state.preparation.by.subject").is(subject),
                                Criteria.where("state.preparedBy").is(subject))))
                .stream()
                .map(stored -> {
                    String about = "The fees of " + stored.id();
                    return switch (stored.state()) {
                        case Drafted(Fees fees, Preparation preparation) ->
                            Prepared.of(stored.id(), about, Objects.requireNonNull(preparation), now);
                        case Approved approved -> Prepared.confirmed(stored.id(), about, approved.approvedAt());
                    };
                })
                .toList();
    }
}
