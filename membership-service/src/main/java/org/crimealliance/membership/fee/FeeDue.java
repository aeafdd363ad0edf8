package org.crimealliance.membership.fee;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.MonthDay;
import org.crimealliance.membership.MembershipSettings.ProRata;
import org.crimealliance.membership.fee.FeeSchedule.Fees;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Membership.Admitted;
import org.joda.money.Money;

/** What a member owes for a year, and why. */
public sealed interface FeeDue {

    /** {@code line} is the text of the invoice's line. */
    record Owed(Category category, Money amount, String line) implements FeeDue {}

    /** {@code reason} completes "left out because". */
    record Nothing(String reason) implements FeeDue {}

    /**
     * The fee of {@code fees.year()}: whole for those who were members before, pro rata for those admitted during the year,
     * nothing for those admitted from {@code nextYearFrom} on. The amount is rounded half up, once; the days or months never.
     */
    static FeeDue of(Fees fees, Admitted member, MonthDay nextYearFrom, ProRata proRata) {
        int year = fees.year();
        LocalDate admittedOn = member.admission().on();
        LocalDate from = admittedOn.getYear() == year ? admittedOn : LocalDate.of(year, 1, 1);
        if (admittedOn.getYear() > year) {
            return new Nothing("admitted on " + admittedOn);
        }
        if (member.lastDay().map(last -> last.isBefore(from)).orElse(false)) {
            return new Nothing("membership ends on " + member.lastDay().orElseThrow());
        }
        Category category = member.categoryOn(from);
        Money whole = fees.of(category);
        if (whole.isZero()) {
            return new Nothing("%s members pay no fee".formatted(category.wire()));
        }
        String line = "Membership fee %d, %s member".formatted(year, category.wire());
        if (admittedOn.getYear() < year) {
            return new Owed(category, whole, line);
        }
        if (!admittedOn.isBefore(nextYearFrom.atYear(year))) {
            return new Nothing("admitted on %s: the first fee is that of %d".formatted(admittedOn, year + 1));
        }
        return switch (proRata) {
            case BY_DAY -> {
                int all = admittedOn.lengthOfYear();
                int left = all - admittedOn.getDayOfYear() + 1;
                yield new Owed(
                        category,
                        share(whole, left, all),
                        "%s, %d of %d days from %s".formatted(line, left, all, admittedOn));
            }
            case BY_MONTH -> {
                int left = 13 - admittedOn.getMonthValue();
                yield new Owed(
                        category,
                        share(whole, left, 12),
                        "%s, %d of 12 months from %s".formatted(line, left, admittedOn));
            }
        };
    }

    private static Money share(Money whole, int part, int all) {
        BigDecimal amount = whole.getAmount()
                .multiply(BigDecimal.valueOf(part))
                .divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP);
        return Money.of(whole.getCurrencyUnit(), amount);
    }

    /** The year whose fee is the first that somebody admitted on this day may owe. */
    static int firstFeeYear(LocalDate admittedOn, MonthDay nextYearFrom) {
        return admittedOn.isBefore(nextYearFrom.atYear(admittedOn.getYear()))
                ? admittedOn.getYear()
                : admittedOn.getYear() + 1;
    }
}
