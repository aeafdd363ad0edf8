package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.NotificationSettings.Limits;
import org.crimealliance.notification.NotificationSettings.Tries;
import org.crimealliance.notification.mail.Mail.Bounced;
import org.crimealliance.notification.mail.Mail.Complained;
import org.crimealliance.notification.mail.Mail.Failed;
import org.crimealliance.notification.mail.Mail.Heading;
import org.crimealliance.notification.mail.Mail.MailBounced;
import org.crimealliance.notification.mail.Mail.MailComplained;
import org.crimealliance.notification.mail.Mail.Sending;
import org.crimealliance.notification.mail.Mail.Sent;
import org.crimealliance.notification.mail.Mail.Waiting;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.testkit.TestLinks;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertThat(sent.events()).isEqualTo(List.of(new Mail.MailDelivered("id", "e", "x.y.v1", "t", "s")));
        assertThat(sent.next()).isEqualTo(new Sent(HEADING, NOW));
        assertThat(Mail.sent("id", sent.next(), NOW).orThrow().events()).isEmpty();
    }

    private static Stream<Mail> notToBeSent() {
        return Stream.of(
                new Sent(HEADING, NOW),
                new Bounced(HEADING, NOW, "r", NOW),
                new Complained(HEADING, NOW, NOW),
                new Failed(HEADING, LETTER, "r", NOW));
    }

    @ParameterizedTest
    @MethodSource("notToBeSent")
    void what_is_done_is_neither_claimed_nor_put_back_nor_failed(Mail done) {
        assertThat(codeOf(Mail.claim(done, "a", NOW, LEASE))).isEqualTo("not-due");
        assertThat(codeOf(Mail.renew(done, "a", NOW, LEASE))).isEqualTo("not-due");
        assertThat(codeOf(Mail.later("id", done, "a", NOW, TRIES, NOW, "p"))).isEqualTo("not-due");
        assertThat(codeOf(Mail.failed("id", done, "a", NOW, "r"))).isEqualTo("not-due");
    }

    @Test
    void what_is_being_sent_has_failed_when_its_sender_says_so() {
        Mail claimed = Mail.claim(waiting, "a", NOW, LEASE).orThrow().next();
        assertThat(Mail.failed("id", claimed, "a", NOW, "550").orThrow())
                .isEqualTo(Change.to(new Failed(HEADING, LETTER, "550", NOW), told("550")));
    }

    @Test
    void a_mail_that_was_claimed_before_there_was_a_first_time_is_tried_on() {
        Mail old = new Sending(HEADING, LETTER, 3, NOW, null, "a", false);
        assertThat(Mail.later("id", old, "a", NOW, TRIES, NOW, "p").orThrow().next())
                .isInstanceOf(Waiting.class);
    }

    @ParameterizedTest
    @MethodSource("outAlready")
    void what_is_out_is_not_sent_again(Mail out) {
        assertThat(Mail.sent("id", out, NOW.plusSeconds(9)).orThrow()).isEqualTo(Change.to(out));
    }

    private static Stream<Mail> outAlready() {
        return notToBeSent().filter(mail -> !(mail instanceof Failed));
    }

    @Test
    void a_mail_that_went_and_comes_back_is_told() {
        Instant back = NOW.plusSeconds(60);
        assertThat(Mail.bounced("id", new Sent(HEADING, NOW), "5.1.1", back).orThrow())
                .isEqualTo(Change.to(new Bounced(HEADING, NOW, "5.1.1", back), told("5.1.1")));
        Mail unanswered = new Waiting(HEADING, LETTER, 1, NOW, NOW, "no answer");
        Mail claimed = Mail.claim(waiting, "a", NOW, LEASE).orThrow().next();
        for (Mail gone : List.of(unanswered, claimed)) {
            assertThat(Mail.bounced("id", gone, "5.1.1", back).orThrow())
                    .isEqualTo(Change.to(new Bounced(HEADING, back, "5.1.1", back), told("5.1.1")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5.1.1 smtp; 550 5.1.1 <noor> is not known here | 5.1.1",
                "smtp; 550 Noor Example has left.               | 550",
                "given up after 9 attempts: 451 4.7.1.          | 4.7.1",
                "called from 5.6.7.8 in 2.550 s at port 2525    | ",
                "Hi. This is the qmail-send program             | ",
                "                                               | "
            })
    void what_is_told_is_the_status_alone_as_words_may_name_somebody(@Nullable String reason, @Nullable String told) {
        assertThat(Mail.bounced("id", new Sent(HEADING, NOW), Objects.toString(reason, ""), NOW)
                        .orThrow()
                        .events())
                .isEqualTo(List.of(told(told)));
    }

    @Test
    void a_mail_that_never_went_or_is_settled_does_not_come_back() {
        List<Mail> settled = List.of(
                waiting,
                new Bounced(HEADING, NOW, "r", NOW),
                new Complained(HEADING, NOW, NOW),
                new Failed(HEADING, LETTER, "r", NOW));
        for (Mail mail : settled) {
            assertThat(Mail.bounced("id", mail, "5.1.1", NOW).orThrow()).isEqualTo(Change.to(mail));
        }
    }

    @Test
    void only_a_mail_that_arrived_is_complained_of() {
        Instant later = NOW.plusSeconds(60);
        assertThat(Mail.complained("id", new Sent(HEADING, NOW), later).orThrow())
                .isEqualTo(Change.to(
                        new Complained(HEADING, NOW, later), new MailComplained("id", "e", "x.y.v1", "t", "s")));
        assertThat(Mail.complained("id", waiting, later).orThrow()).isEqualTo(Change.to(waiting));
    }

    @Test
    void the_button_tries_what_waits_or_failed_and_says_why_not_else() {
        Mail unanswered = new Waiting(HEADING, LETTER, 4, NOW.plusSeconds(900), NOW, "no answer");
        assertThat(Mail.retry(unanswered, NOW).orThrow())
                .isEqualTo(Change.to(new Waiting(HEADING, LETTER, 0, NOW, null, "no answer")));
        Mail claimed = Mail.claim(waiting, "a", NOW, LEASE).orThrow().next();
        assertThat(codeOf(Mail.retry(claimed, NOW))).isEqualTo("being-sent");
        outAlready().forEach(out -> assertThat(codeOf(Mail.retry(out, NOW))).isEqualTo("already-sent"));
    }

    private static MailBounced told(@Nullable String reason) {
        return new MailBounced("id", "e", "x.y.v1", "t", "s", reason);
    }

    private static String codeOf(Outcome<?> outcome) {
        return outcome instanceof Outcome.Refused<?>(Refusal refusal) ? refusal.code() : "done";
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
