package org.crimealliance.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.crimealliance.platform.outcome.Outcome;
import org.junit.jupiter.api.Test;

class LoginLinkTest {

    private static final Instant END = Instant.parse("2026-01-01T00:10:00Z");
    private final LoginLink link = new LoginLink.Open("account", END);

    @Test
    void a_link_works_until_its_end_and_not_at_it() {
        assertThat(LoginLink.use(link, END.minusMillis(1))).isInstanceOf(Outcome.Done.class);
        assertThat(LoginLink.use(link, END)).isEqualTo(Outcome.refused(LoginLink.unusable()));
        assertThat(LoginLink.unusable().code()).isEqualTo("link-unusable");
    }

    @Test
    void a_used_link_does_not_work_again() {
        LoginLink used = LoginLink.use(link, END.minusSeconds(60)).orThrow().next();
        assertThat(used).isEqualTo(new LoginLink.Used("account", END.minusSeconds(60)));
        assertThat(LoginLink.use(used, END.minusSeconds(59))).isInstanceOf(Outcome.Refused.class);
    }
}
