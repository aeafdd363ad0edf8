package org.crimealliance.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger(new PrintStream(OutputStream.nullOutputStream()));

    @Test
    void a_figure_that_differs_is_missed_and_marked_in_the_table() {
        ledger.step("counting", step -> {
            step.figure("apples", 3, 3);
            step.figure("pears", 2, 1);
            step.happened("counted the fruit");
        });
        assertThat(ledger.missed()).isEqualTo(1);
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        ledger.print(new PrintStream(table, true, StandardCharsets.UTF_8));
        assertThat(table.toString(StandardCharsets.UTF_8)).contains("apples 3", "! 1", "counted the fruit");
        assertThat(table.toString(StandardCharsets.UTF_8)
                        .lines()
                        .map(String::length)
                        .distinct())
                .as("a table with straight edges")
                .hasSize(1);
    }

    @Test
    void a_step_that_breaks_off_is_a_missed_figure() {
        assertThatThrownBy(() -> ledger.step("breaking", step -> {
                    throw new IllegalStateException("gone");
                }))
                .hasMessageContaining("gone");
        assertThat(ledger.missed()).isEqualTo(1);
    }

    @Test
    void invoice_numbers_are_told_as_a_range_only_if_none_is_missing() {
        assertThat(InvoiceRun.numbers(java.util.List.of())).isEqualTo("2020-0001...2020-0000");
        assertThat(InvoiceRun.numbers(java.util.List.of(
                        Json.MAPPER.readTree("{\"number\":\"2020-0001\"}"),
                        Json.MAPPER.readTree("{\"number\":\"2020-0003\"}"))))
                .startsWith("gaps or doubles");
    }
}
