package org.crimealliance.membership.office;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.office.OfficeSettings.WarrantedBy;
import org.crimealliance.membership.office.Officer.Appointed;
import org.crimealliance.membership.office.Officer.NotAppointed;
import org.crimealliance.membership.office.Officer.Proposed;
import org.crimealliance.membership.office.Officer.TermEnded;
import org.crimealliance.membership.office.Officer.Warrant;
import org.crimealliance.membership.office.Officer.Warranted;
import org.crimealliance.membership.office.Seats.Held;
import org.crimealliance.membership.secondperson.Confirmation;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.Preparation;
import org.crimealliance.membership.secondperson.SecondPersonMatters;
import org.crimealliance.membership.secondperson.SecondPersonRule;
import org.crimealliance.membership.secondperson.SecondPersonSettings;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStore.Created;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.crimealliance.platform.text.MailAddress;
import org.crimealliance.platform.work.Sweeper;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * From the proposal to the office:
 *
 * <ol>
 *   <li>an officer proposes a term ({@link Proposed});
 *   <li>another confirms it, or a meeting's decision says it ({@link Warranted}): from here on it is carried out, by the
 *       sweep if this process dies;
 *   <li>the term takes a seat of its office ({@link Seats}), unless somebody else took the last one;
 *   <li>the officer is appointed, and everybody is told ({@link Appointed}).
 * </ol>
 */
@Component
class Appointments implements SecondPersonMatters {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    @Configuration
    static class Works {
        @Bean
        AggregateStore<Officer> officers(AggregateStores stores) {
            return stores.of("officers", Officer.class);
        }

        @Bean
        Sweeper appointmentSweep(
                Appointments appointments, @Value("${alliance.membership.offices.sweep}") Duration every) {
            return new Sweeper("appointments", every, appointments::sweep);
        }
    }

    private static final String OPERATOR = "operator";

    private final AggregateStore<Officer> officers;
    private final AggregateStore<Seats> seats;
    private final Elections elections;
    private final OfficeSettings settings;
    private final SecondPersonRule rule;
    private final Offices offices;
    private final MembershipCalendar calendar;

    Appointments(
            AggregateStore<Officer> officers,
            AggregateStores stores,
            Elections elections,
            OfficeSettings settings,
            SecondPersonSettings secondPerson,
            Offices offices,
            MembershipCalendar calendar) {
        this.officers = officers;
        this.seats = stores.of("seats", Seats.class);
        this.elections = elections;
        this.settings = settings;
        this.rule = secondPerson.appointment();
        this.offices = offices;
        this.calendar = calendar;
    }

    /** The same office, mail address and first day is the same appointment. */
    static String idOf(Officer.Term term) {
        return Ids.derived("office", term.office().wire(), MailAddress.comparable(term.email()), term.from());
    }

    /** Prepares an appointment, for a second person to confirm. */
    Outcome<Stored<Officer>> propose(Officer.Term term, Person by) {
        if (settings.warrantedBy() == WarrantedBy.DECISION) {
            return Outcome.refused(Refusal.conflict(
                    "decision-needed", "Officers are appointed by a meeting's decision. Give its id."));
        }
        String id = idOf(term);
        Preparation preparation = rule.prepared(by, calendar.now(), term.seen(), term.email());
        Proposed proposed = new Proposed(term, preparation);
        return free(id, proposed)
                .flatMap(yes -> put(id, proposed, known -> Officer.propose(known, term, preparation, offices)));
    }

    /** Appoints whom a meeting has elected. Nobody appoints himself by it: another officer sends it. */
    Outcome<Stored<Officer>> elected(Officer.Term term, String decisionId, Person by) {
        if (settings.warrantedBy() == WarrantedBy.CONFIRMATION) {
            return Outcome.refused(Refusal.conflict(
                    "confirmation-needed", "Officers are appointed by a second officer's confirmation."));
        }
        if (by.hasAddress(term.email())) {
            return Outcome.refused(
                    Refusal.forbidden("concerns-yourself", "Nobody appoints himself. Another officer has to do it."));
        }
        String id = idOf(term);
        return free(id, new Appointed(term, null))
                .flatMap(yes -> elections.use(decisionId, id, term))
                .flatMap(used -> warrant(id, term, new Warrant(by.subject(), null, decisionId, calendar.now())));
    }

    /**
     * Appoints while there are not two who could be a second person: the Chair while there is none, and one executive
     * officer beside the Chair while there is no other.
     */
    Outcome<Stored<Officer>> appointFirst(Officer.Term term) {
        String id = idOf(term);
        List<Officer> others = officers.find(new Query()).stream()
                .filter(stored -> !stored.id().equals(id))
                .map(Stored::state)
                .filter(Appointments::isInOfficeOrComing)
                .filter(officer -> officer.lastDay()
                        .map(last -> !last.isBefore(calendar.today()))
                        .orElse(true))
                .filter(officer -> officer.term().office().isExecutive())
                .toList();
        boolean chair = others.stream().anyMatch(officer -> officer.term().office() == Office.CHAIR);
        boolean allowed =
                term.office() == Office.CHAIR ? !chair : term.office().isExecutive() && others.size() == 1 && chair;
        return allowed
                ? warrant(id, term, new Warrant(OPERATOR, null, null, calendar.now()))
                : Outcome.refused(Refusal.conflict(
                        "officers-there",
                        "The operator appoints a Chair while there is none, and a Treasurer or Secretary while the Chair"
                                + " is alone. From then on officers propose and confirm."));
    }

    private static boolean isInOfficeOrComing(Officer officer) {
        return officer instanceof Appointed || officer instanceof TermEnded || officer instanceof Warranted;
    }

    @Override
    public String kind() {
        return "appointment";
    }

    @Override
    public SecondPersonRule rule() {
        return rule;
    }

    @Override
    public List<Waiting> waiting(Instant now) {
        return officers
                .find(Query.query(Criteria.where("state._class")
                        .is("term-proposed")
                        .and("state.preparation.until")
                        .gte(now)
                        .and("state.preparation.end")
                        .isNull()))
                .stream()
                .map(stored -> waiting(stored.id(), (Proposed) stored.state()))
                .toList();
    }

    private static Waiting waiting(String id, Proposed proposed) {
        Officer.Term term = proposed.term();
        return new Waiting(
                id,
                "%s becomes %s and may sign in with what goes with the office."
                        .formatted(term.name(), term.office().title()),
                List.of(
                        term.until() == null
                                ? "From " + DAY.format(term.from())
                                : "From %s to %s".formatted(DAY.format(term.from()), DAY.format(term.until()))),
                term.email(),
                proposed.preparation());
    }

    @Override
    public Outcome<String> confirm(String id, Confirmation said) {
        Provenance cause = Provenance.current();
        return officers.find(id)
                .map(stored -> stored.state() instanceof Proposed proposed
                        ? free(id, proposed)
                        : Outcome.done(true)) // whoever says it again learns what became of it
                .orElseGet(() -> Outcome.done(true))
                .flatMap(yes -> officers.change(id, officer -> Officer.confirm(officer, said, cause)))
                .flatMap(warranted -> carryOut(id))
                .map(done -> "appointed");
    }

    @Override
    public Outcome<?> end(String id, Ending ending) {
        return officers.change(id, officer -> Officer.end(officer, ending));
    }

    @Override
    public List<Prepared> preparedBy(String subject, Instant now) {
        return officers
                .find(Query.query(new Criteria()
                        .orOperator(
                                Criteria.where("state.preparation.by.subject").is(subject),
                                Criteria.where("state.warrant.preparedBy").is(subject))))
                .stream()
                .flatMap(stored -> prepared(stored.id(), stored.state(), now))
                .toList();
    }

    /** Nothing for whom a decision appointed: that was no preparation. */
    private static Stream<Prepared> prepared(String id, Officer officer, Instant now) {
        Officer.Term term = officer.term();
        String about = "%s as %s from %s".formatted(term.name(), term.office().title(), DAY.format(term.from()));
        return switch (officer) {
            case Proposed(Officer.Term t, Preparation preparation) ->
                Stream.of(Prepared.of(id, about, preparation, now));
            case Warranted warranted -> confirmed(id, about, warranted.warrant());
            case Appointed appointed -> confirmed(id, about, appointed.warrant());
            case TermEnded ended -> confirmed(id, about, ended.warrant());
            case NotAppointed never -> Stream.of();
        };
    }

    private static Stream<Prepared> confirmed(String id, String about, @Nullable Warrant warrant) {
        return warrant == null || warrant.confirmedBy() == null
                ? Stream.of()
                : Stream.of(Prepared.confirmed(id, about, warrant.at()));
    }

    private Outcome<Stored<Officer>> warrant(String id, Officer.Term term, Warrant warrant) {
        Provenance cause = Provenance.current();
        return put(id, new Warranted(term, warrant, cause), known -> Officer.warrant(known, term, warrant, cause))
                .flatMap(warranted -> carryOut(id));
    }

    private Outcome<Stored<Officer>> put(
            String id, Officer first, Function<Officer, Outcome<Change<Officer>>> otherwise) {
        Created<Officer> created = officers.create(id, first, List.of());
        return created.isNew() ? Outcome.done(created.stored()) : officers.change(id, otherwise);
    }

    void sweep() {
        for (Stored<Officer> left :
                officers.find(Query.query(Criteria.where("state._class").is("term-warranted")))) {
            if (left.state() instanceof Warranted warranted) {
                warranted.cause().run(() -> carryOut(left.id()));
            }
        }
    }

    /** Takes the seat, then appoints. Both may be repeated; two who do it at once do it once. */
    private Outcome<Stored<Officer>> carryOut(String id) {
        Stored<Officer> stored = officers.find(id).orElseThrow();
        if (!(stored.state() instanceof Warranted warranted)) {
            return Outcome.done(stored);
        }
        return switch (take(id, warranted)) {
            case Outcome.Done<Stored<Seats>> taken ->
                officers.change(id, officer -> Outcome.done(Officer.seat(id, officer)));
            case Outcome.Refused<Stored<Seats>>(Refusal refusal) -> {
                officers.change(id, officer -> Outcome.done(Officer.turnDown(officer, refusal.message())));
                yield Outcome.refused(refusal);
            }
        };
    }

    private Outcome<Stored<Seats>> take(String id, Officer officer) {
        Office office = officer.term().office();
        Stored<Seats> before = seatsOf(office);
        Map<String, Officer> known = known(before.state());
        Held wanted = Held.of(id, officer);
        return seats.change(
                office.wire(),
                now -> now.take(office, wanted, settings.seatsOf(office), known, calendar.today())
                        .map(next -> Change.to(next)));
    }

    /** Whether a seat would be free now: so that a proposal that cannot come to anything is refused at once. */
    private Outcome<Boolean> free(String id, Officer officer) {
        Office office = officer.term().office();
        Seats now = seatsOf(office).state();
        return now.take(office, Held.of(id, officer), settings.seatsOf(office), known(now), calendar.today())
                .map(free -> true);
    }

    /** Made from the terms that there are, where they are older than this document. */
    private Stored<Seats> seatsOf(Office office) {
        return seats.find(office.wire()).orElseGet(() -> {
            List<Held> held = officers
                    .find(Query.query(Criteria.where("state.term.office").is(office.name())))
                    .stream()
                    .filter(stored -> stored.state() instanceof Appointed || stored.state() instanceof TermEnded)
                    .map(stored -> Held.of(stored.id(), stored.state()))
                    .toList();
            return seats.create(office.wire(), new Seats(held), List.of()).stored();
        });
    }

    private Map<String, Officer> known(Seats held) {
        Map<String, Officer> known = new HashMap<>();
        for (Held term : held.terms()) {
            officers.find(term.officeId()).ifPresent(stored -> known.put(term.officeId(), stored.state()));
        }
        return known;
    }
}
