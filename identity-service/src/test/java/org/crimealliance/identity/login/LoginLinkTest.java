package org.crimealliance.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.crimealliance.identity.account.Access;
import org.crimealliance.platform.outcome.Outcome;
import org.junit.jupiter.api.Test;

class LoginLinkTest {

    private static final Instant END = Instant.parse("2026-01-01T00:10:00Z");
    private static final Instant REVOKED = Instant.parse("2025-12-31T00:00:00Z");
    private final LoginLink link = new LoginLink.Open("account", END, REVOKED);

    @Test
    void a_link_works_until_its_end_and_not_at_it() {
        assertThat(LoginLink.use(link, END.minusMillis(1))).isInstanceOf(Outcome.Done.class);
        assertThat(LoginLink.use(link, END)).isEqualTo(Outcome.refused(LoginLink.unusable()));
        assertThat(LoginLink.unusable().code()).isEqualTo("link-unusable");
    }

    @Test
    void it_signs_in_under_the_access_that_it_was_mailed_under() {
        assertThat(link.access()).isEqualTo(new Access("account", REVOKED));
        assertThat(LoginLink.use(link, END.minusMillis(1)).orThrow().next().access())
                .isEqualTo(link.access());
        assertThat(new Access("account", REVOKED.plusNanos(1)))
                .as("as the store keeps it")
                .isEqualTo(link.access());
    }

    @Test
    void a_used_link_does_not_work_again() {
        LoginLink used = LoginLink.use(link, END.minusSeconds(60)).orThrow().next();
        assertThat(used).isEqualTo(new LoginLink.Used("account", END.minusSeconds(60), REVOKED));
        assertThat(LoginLink.use(used, END.minusSeconds(59))).isInstanceOf(Outcome.Refused.class);
    }
}
