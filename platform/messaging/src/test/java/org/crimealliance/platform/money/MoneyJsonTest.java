package org.crimealliance.platform.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.json.JsonMapper;

class MoneyJsonTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new MoneyJson()).build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":\"200.00\",\"currency\":\"EUR\"}",
                "{\"amount\":\"-0.05\",\"currency\":\"CHF\"}",
                "{\"amount\":\"999999999999\",\"currency\":\"JPY\"}",
                "{\"amount\":\"1.234\",\"currency\":\"KWD\"}"
            })
    void an_amount_is_written_as_it_was_read(String text) {
        assertThat(JSON.writeValueAsString(JSON.readValue(text, Money.class))).isEqualTo(text);
    }

    @Test
    void an_amount_without_cents_gets_them() {
        assertThat(JSON.readValue("{\"amount\":\"200\",\"currency\":\"EUR\"}", Money.class))
                .isEqualTo(Money.parse("EUR 200.00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":200,\"currency\":\"EUR\"}",
                "{\"amount\":\"200.001\",\"currency\":\"EUR\"}",
                "{\"amount\":\"1e999999999\",\"currency\":\"EUR\"}",
                "{\"amount\":\"1000000000000\",\"currency\":\"EUR\"}",
                "{\"amount\":\"200.00\",\"currency\":\"euro\"}",
                "{\"amount\":\"200.00\"}",
                "{}",
                "\"EUR 200.00\""
            })
    void what_is_no_amount_is_refused(String text) {
        assertThatThrownBy(() -> JSON.readValue(text, Money.class))
                .isInstanceOf(InvalidFormatException.class)
                .hasMessageContaining("an object with amount (two decimals) and currency is needed");
    }
}
