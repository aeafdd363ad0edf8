package org.crimealliance.platform.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.crimealliance.platform.outcome.Refusal.FieldProblem;
import org.crimealliance.platform.outcome.Refusal.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutcomeTest {

    private static final Refusal LATE = Refusal.conflict("deadline-passed", "Too late.");

    @Test
    void what_is_done_goes_on_and_what_is_refused_stays_refused() {
        assertThat(Outcome.done(20).map(i -> i + 1)).isEqualTo(Outcome.done(21));
        assertThat(Outcome.done(20).flatMap(i -> Outcome.refused(LATE))).isEqualTo(Outcome.refused(LATE));
        assertThat(Outcome.done(20).flatMap(i -> Outcome.done(i + 1))).isEqualTo(Outcome.done(21));
        Outcome<Integer> refused = Outcome.refused(LATE);
        assertThat(refused.map(i -> i + 1)).isEqualTo(refused);
        assertThat(refused.flatMap(i -> Outcome.done(i + 1))).isEqualTo(refused);
    }

    @Test
    void at_the_edge_a_refusal_is_thrown_with_its_reason() {
        assertThat(Outcome.done(20).orThrow()).isEqualTo(20);
        assertThatThrownBy(() -> Outcome.refused(LATE).orThrow())
                .hasMessage("deadline-passed: Too late.")
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.refusal()).isEqualTo(LATE));
    }

    @ParameterizedTest
    @CsvSource({"NOT_FOUND, 404", "CONFLICT, 409", "INVALID, 422", "FORBIDDEN, 403", "TOO_OFTEN, 429"})
    void each_kind_of_refusal_has_its_status(Kind kind, int status) {
        assertThat(kind.status()).isEqualTo(status);
    }

    @Test
    void a_refusal_says_what_is_wrong_and_where() {
        assertThat(Refusal.notFound("The meeting"))
                .isEqualTo(new Refusal(Kind.NOT_FOUND, "not-found", "The meeting does not exist.", List.of()));
        FieldProblem problem = new FieldProblem("day", "lies in the past");
        assertThat(Refusal.invalid("invalid-input", "No.", problem))
                .isEqualTo(new Refusal(Kind.INVALID, "invalid-input", "No.", List.of(problem)));
        assertThat(Refusal.forbidden("own-preparation", "No."))
                .isEqualTo(new Refusal(Kind.FORBIDDEN, "own-preparation", "No.", List.of()));
        assertThat(Refusal.tooOften("recovered-too-often", "Wait."))
                .isEqualTo(new Refusal(Kind.TOO_OFTEN, "recovered-too-often", "Wait.", List.of()));
        assertThat(Refusal.conflict("deadline-passed", "Too late."))
                .isEqualTo(new Refusal(Kind.CONFLICT, "deadline-passed", "Too late.", List.of()));
    }
}
