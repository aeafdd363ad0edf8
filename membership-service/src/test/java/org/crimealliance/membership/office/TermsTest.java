package org.crimealliance.membership.office;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.crimealliance.membership.office.Officer.Appointed;
import org.crimealliance.membership.office.Officer.Proposed;
import org.crimealliance.membership.office.Officer.Term;
import org.crimealliance.membership.office.Officer.TermEnded;
import org.crimealliance.membership.secondperson.Person;
import org.crimealliance.membership.secondperson.Preparation;
import org.junit.jupiter.api.Test;

/** Which roles are left of those that somebody once had. */
class TermsTest {

    private static final Person TIM = new Person("t", "Tim", "Tim@Example.org", List.of("board", "treasurer"));
    private static final Officer UNTIL_SUMMER =
            new Appointed(term(Office.TREASURER, "tim@example.org", "2020-01-01", "2020-06-30"), null);

    private static Term term(Office office, String email, String from, String until) {
        return new Term(office, "Tim", email, LocalDate.parse(from), until == null ? null : LocalDate.parse(until));
    }

    private static List<String> roles(String day, Officer... terms) {
        return Terms.on(LocalDate.parse(day), TIM, List.of(terms)).roles();
    }

    @Test
    void an_office_is_held_on_its_last_day_and_no_longer() {
        assertThat(roles("2020-06-30", UNTIL_SUMMER)).containsExactly("board", "treasurer");
        assertThat(roles("2020-07-01", UNTIL_SUMMER)).containsExactly("board");
        Officer early = new TermEnded(UNTIL_SUMMER.term(), LocalDate.parse("2020-03-31"), null);
        assertThat(roles("2020-03-31", early)).contains("treasurer");
        assertThat(roles("2020-04-01", early)).containsExactly("board");
    }

    @Test
    void whoever_was_elected_again_is_in_office() {
        Officer next = new Appointed(term(Office.TREASURER, "tim@example.org", "2020-07-01", null), null);
        assertThat(roles("2020-07-01", UNTIL_SUMMER, next)).contains("treasurer");
    }

    @Test
    void anothers_term_or_office_and_what_has_not_begun_say_nothing() {
        assertThat(roles(
                        "2020-07-01",
                        new Appointed(term(Office.TREASURER, "tom@example.org", "2020-01-01", "2020-06-30"), null),
                        new Appointed(term(Office.CHAIR, "tim@example.org", "2020-01-01", "2020-06-30"), null),
                        new Appointed(term(Office.TREASURER, "tim@example.org", "2020-07-02", null), null),
                        new Proposed(
                                term(Office.BOARD, "tim@example.org", "2020-01-01", "2020-06-30"),
                                new Preparation(TIM, null, null, "seen", null, null))))
                .containsExactly("board", "treasurer");
    }
}
