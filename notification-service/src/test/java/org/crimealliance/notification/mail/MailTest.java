package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.crimealliance.notification.mail.Mail.Failed;
import org.crimealliance.notification.mail.Mail.Heading;
import org.crimealliance.notification.mail.Mail.Sending;
import org.crimealliance.notification.mail.Mail.Sent;
import org.crimealliance.notification.mail.Mail.Waiting;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.junit.jupiter.api.Test;

class MailTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Heading HEADING =
            new Heading("t", "e", "x.y.v1", "s", "N", "n@example.org", "S", NOW, new Provenance("chair", "c-1"));
    private static final Letter LETTER = new Letter("text", "html", null, List.of());

    private final Mail waiting = new Waiting(HEADING, LETTER, 0, NOW, null);

    @Test
    void a_due_mail_is_claimed_by_one_and_by_another_only_after_the_lease() {
        Mail claimed = Mail.claim(waiting, "a", NOW, LEASE).orThrow().next();
        assertThat(claimed).isEqualTo(new Sending(HEADING, LETTER, 1, NOW.plus(LEASE), "a", false));
        assertThat(Mail.claim(claimed, "b", NOW.plusSeconds(59), LEASE)).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.claim(claimed, "b", NOW.plusSeconds(60), LEASE)
                        .orThrow()
                        .next())
                .isEqualTo(new Sending(HEADING, LETTER, 2, NOW.plusSeconds(120), "b", true));
    }

    @Test
    void a_mail_is_not_claimed_before_its_time_nor_when_it_is_done() {
        assertThat(Mail.claim(waiting, "a", NOW.minusMillis(1), LEASE)).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.claim(new Sent(HEADING, NOW), "a", NOW, LEASE)).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.claim(new Failed(HEADING, LETTER, "r", NOW), "a", NOW, LEASE))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void only_who_has_the_mail_puts_it_back_or_fails_it() {
        Mail claimed = Mail.claim(waiting, "a", NOW, LEASE).orThrow().next();
        assertThat(Mail.putBack(claimed, "b", NOW, "p")).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.failed("id", claimed, "b", NOW, "r")).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.putBack(claimed, "a", NOW.plusSeconds(5), "p").orThrow().next())
                .isEqualTo(new Waiting(HEADING, LETTER, 1, NOW.plusSeconds(5), "p"));
    }

    @Test
    void a_sent_mail_is_told_once_and_forgets_what_it_said() {
        var sent = Mail.sent("id", waiting, NOW).orThrow();
        assertThat(sent.events()).hasSize(1);
        assertThat(sent.next()).isEqualTo(new Sent(HEADING, NOW));
        assertThat(Mail.sent("id", sent.next(), NOW).orThrow().events()).isEmpty();
    }

    @Test
    void reasons_hold_no_addresses_and_headers_no_line_breaks() {
        assertThat(Smtp.reason(new Exception("550 <n@example.org>: no n@example.org here\r\nX: y")))
                .isEqualTo("550 <(address)>: no (address) here X: y");
        assertThat(Smtp.oneLine("a\r\nb\u2028c\u0000d")).isEqualTo("a b c d");
    }
}
