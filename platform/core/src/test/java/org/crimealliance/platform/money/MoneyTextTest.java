package org.crimealliance.platform.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class MoneyTextTest {

    @Test
    void thousands_are_set_apart() {
        assertThat(MoneyText.of(Money.parse("EUR 14040.00"))).isEqualTo("EUR 14,040.00");
        assertThat(MoneyText.of(Money.parse("EUR -1234567.89"))).isEqualTo("EUR -1,234,567.89");
        assertThat(MoneyText.amount(Money.parse("EUR 0.00"))).isEqualTo("0.00");
        assertThat(MoneyText.of(Money.parse("JPY 14040"))).isEqualTo("JPY 14,040");
    }

    @Test
    void as_the_language_writes_them() {
        assertThat(MoneyText.of(Money.parse("EUR 14040.00"), Locale.GERMAN)).isEqualTo("EUR 14.040,00");
    }
}
