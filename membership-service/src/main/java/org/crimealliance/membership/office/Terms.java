package org.crimealliance.membership.office;

import java.time.LocalDate;
import java.util.List;
import org.crimealliance.membership.MembershipCalendar;
import org.crimealliance.membership.secondperson.Offices;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.Stored;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Which offices people hold today, by the terms. A role that no term here gave is none that a term's end takes away. */
@Component
final class Terms implements Offices {

    private final AggregateStore<Officer> officers;
    private final MembershipCalendar calendar;

    Terms(AggregateStore<Officer> officers, MembershipCalendar calendar) {
        this.officers = officers;
        this.calendar = calendar;
    }

    @Override
    public Person today(Person then) {
        List<Office> offices = then.roles().stream()
                .flatMap(role -> Office.find(role).stream())
                .toList();
        if (offices.isEmpty()) {
            return then;
        }
        List<Officer> terms = officers
                .find(Query.query(Criteria.where("state.term.office")
                        .in(offices.stream().map(Office::name).toList())))
                .stream()
                .map(Stored::state)
                .toList();
        return on(calendar.today(), then, terms);
    }

    /** {@code terms}: all of the person's offices, whoever holds them. */
    static Person on(LocalDate day, Person then, List<Officer> terms) {
        List<Officer> own = terms.stream()
                .filter(officer -> officer.hasBegunBy(day))
                .filter(officer -> then.hasAddress(officer.term().email()))
                .toList();
        return new Person(
                then.subject(),
                then.name(),
                then.email(),
                then.roles().stream().filter(role -> isHeld(role, day, own)).toList());
    }

    private static boolean isHeld(String role, LocalDate day, List<Officer> own) {
        List<Officer> inIt = own.stream()
                .filter(officer -> officer.term().office().wire().equals(role))
                .toList();
        return inIt.isEmpty() || inIt.stream().anyMatch(officer -> officer.isHeldOn(day));
    }
}
