package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.NotificationSettings.Limits;
import org.crimealliance.notification.NotificationSettings.Tries;
import org.crimealliance.notification.mail.Mail.Failed;
import org.crimealliance.notification.mail.Mail.Heading;
import org.crimealliance.notification.mail.Mail.Sending;
import org.crimealliance.notification.mail.Mail.Sent;
import org.crimealliance.notification.mail.Mail.Waiting;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.TestLinks;
import org.junit.jupiter.api.Test;

class MailTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Heading HEADING = new Heading(
            "t",
            "e",
            "x.y.v1",
            "s",
            "N",
            "n@example.org",
            "S",
            NOW,
            new Provenance("chair", "c-1"),
            "0123456789abcdef");
    private static final Letter LETTER = new Letter("text", "html", null, List.of(), null, null);

    private static final Tries TRIES = new Tries(Duration.ofSeconds(2), Duration.ofHours(1), Duration.ofHours(24));

    private final Mail waiting = new Waiting(HEADING, LETTER, 0, NOW, null, null);

    @Test
    void a_due_mail_is_claimed_by_one_and_by_another_only_after_the_lease() {
        Mail claimed = Mail.claim(waiting, "a", NOW, LEASE).orThrow().next();
        assertThat(claimed).isEqualTo(new Sending(HEADING, LETTER, 1, NOW.plus(LEASE), NOW, "a", false));
        assertThat(Mail.claim(claimed, "b", NOW.plusSeconds(59), LEASE)).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.claim(claimed, "b", NOW.plusSeconds(60), LEASE)
                        .orThrow()
                        .next())
                .isEqualTo(new Sending(HEADING, LETTER, 2, NOW.plusSeconds(120), NOW, "b", true));
    }

    @Test
    void who_sends_keeps_the_mail_by_saying_so_and_nobody_else() {
        Mail claimed = Mail.claim(waiting, "a", NOW, LEASE).orThrow().next();
        Mail renewed =
                Mail.renew(claimed, "a", NOW.plusSeconds(30), LEASE).orThrow().next();
        assertThat(renewed).isEqualTo(new Sending(HEADING, LETTER, 1, NOW.plusSeconds(90), NOW, "a", false));
        assertThat(Mail.renew(claimed, "b", NOW, LEASE)).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.renew(waiting, "a", NOW, LEASE)).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.renew(new Sent(HEADING, NOW), "a", NOW, LEASE)).isInstanceOf(Outcome.Refused.class);
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
        assertThat(Mail.later("id", claimed, "b", NOW, TRIES, NOW, "p")).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.failed("id", claimed, "b", NOW, "r")).isInstanceOf(Outcome.Refused.class);
        assertThat(Mail.later("id", claimed, "a", NOW.plusSeconds(5), TRIES, NOW, "p")
                        .orThrow()
                        .next())
                .isEqualTo(new Waiting(HEADING, LETTER, 1, NOW.plusSeconds(7), NOW, "p"));
    }

    @Test
    void a_mail_is_tried_with_growing_pauses_for_a_day_and_has_failed_then() {
        Mail mail = waiting;
        Instant now = NOW;
        List<Duration> pauses = new ArrayList<>();
        while (mail instanceof Waiting w) {
            pauses.add(Duration.between(now, w.dueAt()));
            now = w.dueAt();
            Mail claimed = Mail.claim(mail, "a", now, LEASE).orThrow().next();
            mail = Mail.later("id", claimed, "a", now, TRIES, now, "451 not now")
                    .orThrow()
                    .next();
        }
        assertThat(pauses.subList(1, 5)).map(Duration::toSeconds).containsExactly(2L, 4L, 8L, 16L);
        assertThat(pauses).isSorted().last().isEqualTo(Duration.ofHours(1));
        assertThat(Duration.between(NOW, now)).isBetween(Duration.ofHours(24), Duration.ofHours(25));
        assertThat(mail)
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.reason())
                                .isEqualTo("given up after " + pauses.size() + " attempts: 451 not now"));
        // the button: another day
        assertThat(Mail.retry(mail, now).orThrow().next())
                .isEqualTo(new Waiting(HEADING, LETTER, 0, now, null, ((Failed) mail).reason()));
    }

    @Test
    void a_lease_is_longer_than_a_sending_may_take() {
        assertThat(settings(Duration.ofSeconds(10)).isLeaseLongEnough()).isFalse();
        assertThat(settings(Duration.ofSeconds(11)).isLeaseLongEnough()).isTrue();
    }

    @Test
    void a_sender_may_be_silent_for_its_lease_even_if_another_clock_is_ahead() {
        assertThat(settings(Duration.ofSeconds(20)).hold()).isEqualTo(Duration.ofSeconds(20 + 5 + 120));
    }

    private static NotificationSettings settings(Duration lease) {
        Duration second = Duration.ofSeconds(1);
        Limits limits = new Limits(second, second, second, second, second, second);
        return new TestSettings(25, limits, lease, Duration.ofMinutes(2), TRIES).all();
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

    @Test
    void only_the_letters_own_link_is_opened() {
        String own = TestLinks.sealer().seal("https://gateway.test/r/a?b&c");
        String typed = TestLinks.sealer().seal("https://gateway.test/r/of-somebody-else");
        Letter letter = new Letter(own + " " + typed, "<a href=\"" + own + "\">", null, List.of(), null, own);
        Letter opened = letter.opened(TestLinks::open);
        assertThat(opened.text()).isEqualTo("https://gateway.test/r/a?b&c " + typed);
        assertThat(opened.html()).isEqualTo("<a href=\"https://gateway.test/r/a?b&amp;c\">");
        assertThat(LETTER.opened(TestLinks::open)).isEqualTo(LETTER);
    }
}
