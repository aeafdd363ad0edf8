package org.crimealliance.membership.fee;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.crimealliance.membership.MembershipSettings.ProRata;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.member.Admission;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.CategorySpell;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.membership.member.MemberKind;
import org.crimealliance.membership.member.Membership.Active;
import org.crimealliance.membership.member.Membership.Admitted;
import org.crimealliance.membership.member.Membership.Resigning;
import org.crimealliance.membership.member.Profile;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeeDueTest {

    private static final MonthDay OCTOBER = MonthDay.of(10, 1);

    @ParameterizedTest
    @CsvSource({
        "2021-07-01, BY_DAY, 100.82", // 184 of 365 days
        "2024-07-01, BY_DAY, 100.55", // 184 of 366 days
        "2021-07-01, BY_MONTH, 100.00", // 6 of 12 months
        "2021-01-01, BY_DAY, 200.00",
        "2021-09-30, BY_DAY, 50.96" // 93 of 365 days: the last day before the cut-off
    })
    void the_fee_of_the_year_of_admission_is_shared(LocalDate admittedOn, ProRata proRata, String expected) {
        assertThat(due(admittedOn.getYear(), member(admittedOn, Category.ORDINARY), proRata))
                .isInstanceOfSatisfying(
                        FeeDue.Owed.class, owed -> assertThat(owed.amount()).isEqualTo(Money.parse("EUR " + expected)));
    }

    @Test
    void from_the_first_of_october_on_the_first_fee_is_the_next_years() {
        Admitted december = member(LocalDate.of(2020, 12, 10), Category.ORDINARY);
        assertThat(due(2020, december, ProRata.BY_DAY))
                .isEqualTo(new FeeDue.Nothing("admitted on 2020-12-10: the first fee is that of 2021"));
        assertThat(due(2019, december, ProRata.BY_DAY)).isEqualTo(new FeeDue.Nothing("admitted on 2020-12-10"));
        assertThat(due(2021, december, ProRata.BY_DAY))
                .isEqualTo(new FeeDue.Owed(
                        Category.ORDINARY, Money.parse("EUR 200.00"), "Membership fee 2021, ordinary member"));
        assertThat(FeeDue.firstFeeYear(LocalDate.of(2020, 12, 10), OCTOBER)).isEqualTo(2021);
        assertThat(FeeDue.firstFeeYear(LocalDate.of(2020, 10, 1), OCTOBER)).isEqualTo(2021);
        assertThat(FeeDue.firstFeeYear(LocalDate.of(2020, 9, 30), OCTOBER)).isEqualTo(2020);
    }

    @Test
    void honorary_members_pay_nothing() {
        assertThat(due(2021, member(LocalDate.of(2010, 1, 1), Category.HONORARY), ProRata.BY_DAY))
                .isEqualTo(new FeeDue.Nothing("honorary members pay no fee"));
    }

    @Test
    void who_resigned_in_june_2021_owes_2021_but_not_2022() {
        Active active = member(LocalDate.of(2015, 1, 1), Category.ORDINARY);
        Resigning resigning = new Resigning(
                active.profile(),
                null,
                active.admission(),
                active.categories(),
                LocalDate.of(2021, 6, 15),
                LocalDate.of(2021, 12, 31),
                null);
        assertThat(due(2021, resigning, ProRata.BY_DAY)).isInstanceOf(FeeDue.Owed.class);
        assertThat(due(2022, resigning, ProRata.BY_DAY)).isEqualTo(new FeeDue.Nothing("membership ends on 2021-12-31"));
    }

    @Test
    void a_new_category_costs_from_the_next_year_on() {
        Active individual = member(LocalDate.of(2015, 1, 1), Category.INDIVIDUAL);
        Active ordinary = new Active(
                individual.profile(),
                null,
                individual.admission(),
                List.of(
                        individual.categories().getFirst(),
                        new CategorySpell(LocalDate.of(2021, 7, 1), Category.ORDINARY)));
        assertThat(ordinary.categoryOn(LocalDate.of(2021, 7, 1))).isEqualTo(Category.ORDINARY); // the vote: at once
        assertThat(amount(due(2021, ordinary, ProRata.BY_DAY))).isEqualTo(Money.parse("EUR 60.00"));
        assertThat(amount(due(2022, ordinary, ProRata.BY_DAY))).isEqualTo(Money.parse("EUR 200.00"));
    }

    private static Money amount(FeeDue due) {
        return ((FeeDue.Owed) due).amount();
    }

    private static FeeDue due(int year, Admitted member, ProRata proRata) {
        return FeeDue.of(
                new Fees(
                        year,
                        Money.parse("EUR 200.00"),
                        Money.parse("EUR 150.00"),
                        Money.parse("EUR 60.00"),
                        Money.parse("EUR 0.00"),
                        30),
                member,
                OCTOBER,
                proRata);
    }

    private static Active member(LocalDate admittedOn, Category category) {
        Profile profile = new Profile(
                category,
                MemberKind.ORGANISATION,
                "Sample",
                "AT",
                null,
                "Street 1",
                "1000",
                "Town",
                new Contact("Contact", "contact@example.org", null),
                "1");
        return new Active(
                profile,
                null,
                new Admission(admittedOn, Admission.Origin.REGISTER_IMPORT, null),
                List.of(new CategorySpell(admittedOn, category)));
    }
}
