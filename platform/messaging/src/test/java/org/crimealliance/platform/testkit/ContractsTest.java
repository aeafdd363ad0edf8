package org.crimealliance.platform.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ContractsTest {

    private static final String ADMITTED = "membership.member-admitted.v1";

    @Test
    void an_example_is_what_its_schema_says() {
        Contracts.validate(ADMITTED, Contracts.example(ADMITTED));
    }

    @Test
    void what_is_missing_or_of_another_form_is_told() {
        String example = Contracts.example(ADMITTED);
        assertThat(Contracts.problems(ADMITTED, example.replace("\"origin\"", "\"wherefrom\"")))
                .anyMatch(problem -> problem.contains("origin"));
        assertThat(Contracts.problems(ADMITTED, example.replace("2020-12-10", "10.12.2020")))
                .anyMatch(problem -> problem.contains("admittedOn"));
        assertThat(Contracts.problems(ADMITTED, example.replace("ordinary", "extra-ordinary")))
                .anyMatch(problem -> problem.contains("category"));
        assertThatThrownBy(() -> Contracts.validate(ADMITTED, "{}")).isInstanceOf(AssertionError.class);
    }

    @Test
    void unknown_fields_are_let_through() {
        assertThat(Contracts.problems(ADMITTED, Contracts.example(ADMITTED).replaceFirst("\\{", "{\"new\":1,")))
                .isEmpty();
    }

    @Test
    void what_nobody_agreed_on_is_told() {
        assertThatThrownBy(() -> Contracts.example("membership.member-promoted.v1"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("member-promoted");
        assertThatThrownBy(() -> Contracts.example("nonsense")).isInstanceOf(AssertionError.class);
    }
}
