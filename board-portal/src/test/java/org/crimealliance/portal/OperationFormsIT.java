package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails and dead letters: what their buttons send. */
@PortalTest
class OperationFormsIT extends OfficersDesk {

    @Test
    void mails_and_dead_letters() {
        Visitor visitor = officer("/dead-letters");
        visitor.post("/mails/ml1/retry");
        assertSent("POST", "/api/notifications/mails/ml1/retry", "");
        visitor.post("/dead-letters/notifications/dl1/replay");
        assertSent("POST", "/api/notifications/dead-letters/dl1/replay", "");
        assertThat(visitor.post("/dead-letters/notifications/dl1/skip", "reason", " ")
                        .status())
                .isEqualTo(422);
        visitor.post("/dead-letters/notifications/dl1/skip", "reason", "Sent by hand");
        assertSent("POST", "/api/notifications/dead-letters/dl1/skip", "{\"reason\":\"Sent by hand\"}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            replay | REPLAYED | ''                   | 1 | 0 | The event was taken in.
            replay | REPLAYED | ''                   | 3 | 1 | 3 events were taken in. 1 about the same thing still waits.
            replay | FAILED   | the budget is missing | 0 | 2 | It failed again. the budget is missing
            replay | PARKED   | The broker is away.  | 0 | 1 | The event waits still. The broker is away.
            skip   | SKIPPED  | ''                   | 0 | 0 | The event was skipped.
            skip   | SKIPPED  | ''                   | 1 | 2 | The event was skipped. 2 about the same thing still wait.
            """)
    void what_came_of_it_is_said(String what, String state, String error, int handled, int waiting, String said) {
        Visitor visitor = officer("/dead-letters");
        GATEWAY.answer(
                "POST /api/notifications/dead-letters/dl1/" + what, 200, """
                {"id":"dl1","state":"%s","error":"%s","handled":%d,"waiting":%d}
                """.formatted(state, error, handled, waiting));
        Visitor.Page page = visitor.post("/dead-letters/notifications/dl1/" + what, "reason", "Sent by hand");
        assertThat(page.text()).contains(" " + said + " ");
        assertThat(page.html().contains("notice-bad")).isEqualTo(!error.isEmpty());
    }
}
