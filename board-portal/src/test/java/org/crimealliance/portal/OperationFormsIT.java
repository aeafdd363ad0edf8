package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
}
