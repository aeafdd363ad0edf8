package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.NotificationSettings.Limits;
import org.crimealliance.notification.NotificationSettings.Tries;
import org.crimealliance.notification.mail.Mail.Heading;
import org.crimealliance.notification.mail.SlowMailServer.Phase;
import org.crimealliance.platform.provenance.Provenance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes of a mail, whatever the server does in each phase. */
class SmtpIT {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Letter LETTER = new Letter("text", "<p>text</p>", null, List.of(), null, null);

    private SlowMailServer server;

    @BeforeEach
    void start() throws Exception {
        server = new SlowMailServer();
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void the_answer_to_the_final_dot_may_take_longer_than_any_other() throws Exception {
        CountDownLatch dot = server.waits(Phase.DOT);
        Thread late = Thread.ofVirtual().start(() -> {
            // after three of the other limits
            java.util.concurrent.locks.LockSupport.parkNanos(
                    SHORT.multipliedBy(3).toNanos());
            dot.countDown();
        });
        assertThat(send(limits(SHORT, LONG))).isEqualTo(new Smtp.Result.Taken());
        assertThat(late.join(Duration.ofSeconds(1))).isTrue();
        assertThat(server.taken()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA"})
    void before_the_final_dot_silence_only_puts_the_mail_off(Phase phase) {
        server.waits(phase);
        assertThat(send(limits(SHORT, LONG))).isInstanceOf(Smtp.Result.Later.class);
        assertThat(server.taken()).isEmpty();
    }

    @Test
    void silence_after_the_final_dot_is_known_as_what_it_is() {
        server.waits(Phase.DOT);
        assertThat(send(limits(LONG, SHORT))).isInstanceOf(Smtp.Result.Unanswered.class);
        assertThat(server.taken()).hasSize(1);
        server.endsTheConnection(Phase.DOT);
        assertThat(send(limits(LONG, LONG))).isInstanceOf(Smtp.Result.Unanswered.class);
    }

    @ParameterizedTest
    @CsvSource({
        "GREETING, 554 no service here,    Later",
        "MAIL,     451 not now,            Later",
        "MAIL,     550 not this sender,    Later", // our settings are wrong, the mail is not
        "RCPT,     450 mailbox busy,       Later",
        "RCPT,     452 too many,           Later",
        "RCPT,     550 no such mailbox,    Refused",
        "RCPT,     556 takes no mail,      Refused",
        "RCPT,     530 sign in first,      Later",
        "DATA,     451 not now,            Later",
        "DATA,     554 no valid recipient, Refused",
        "DOT,      451 try again,          Later",
        "DOT,      421 going away,         Later",
        "DOT,      552 too large,          Refused",
        "DOT,      554 looks like spam,    Refused"
    })
    void an_answer_says_whether_it_heals(Phase phase, String answer, String result) {
        server.answers(phase, answer);
        assertThat(send(limits(LONG, LONG)).getClass().getSimpleName()).isEqualTo(result);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"GREETING", "MAIL", "RCPT", "DATA"})
    void a_connection_that_ends_before_the_final_dot_only_puts_the_mail_off(Phase phase) {
        server.endsTheConnection(phase);
        assertThat(send(limits(LONG, LONG))).isInstanceOf(Smtp.Result.Later.class);
    }

    @Test
    void whoever_has_lost_the_mail_does_not_send_the_final_dot() throws Exception {
        try (Smtp smtp = new Smtp(settings(limits(LONG, LONG)))) {
            assertThat(smtp.send("id-1", heading(), LETTER, () -> false)).isEqualTo(new Smtp.Result.Lost());
            assertThat(smtp.send("id-2", heading(), LETTER, () -> {
                        throw new IllegalStateException("the store is away");
                    }))
                    .isInstanceOf(Smtp.Result.Later.class);
            assertThat(smtp.send("id-3", heading(), LETTER, () -> true)).isEqualTo(new Smtp.Result.Taken());
        }
        assertThat(server.taken()).singleElement().asString().contains("id-3");
    }

    @Test
    void a_letter_that_the_server_does_not_take_in_an_address_is_not_changed_into_another() {
        try (Smtp smtp = new Smtp(settings(limits(LONG, LONG)))) {
            assertThat(smtp.send("id", heading("paweł@example.org"), LETTER, () -> true))
                    .isInstanceOfSatisfying(
                            Smtp.Result.Refused.class,
                            refused -> assertThat(refused.reason()).contains("other letters than A to Z"));
        }
        assertThat(server.taken()).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_is_not_waited_for_longer_than_its_limit() throws Exception {
        server.close();
        long start = System.nanoTime();
        assertThat(send(limits(SHORT, LONG))).isInstanceOf(Smtp.Result.Later.class);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
    }

    private Smtp.Result send(Limits limits) {
        try (Smtp smtp = new Smtp(settings(limits))) {
            return smtp.send("id", heading(), LETTER, () -> true);
        }
    }

    private static Limits limits(Duration all, Duration dot) {
        return new Limits(all, all, all, all, all, dot);
    }

    private static Heading heading() {
        return heading("noor@example.org");
    }

    private static Heading heading(String email) {
        return new Heading(
                "t",
                "e",
                "x.y.v1",
                "s",
                "Noor",
                email,
                "Subject",
                Instant.parse("2026-01-01T00:00:00Z"),
                new Provenance("chair", "c-1"),
                "0123456789abcdef");
    }

    private NotificationSettings settings(Limits limits) {
        Tries tries = new Tries(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofHours(24));
        return new TestSettings(server.port(), limits, Duration.ofHours(1), Duration.ofMinutes(2), tries).all();
    }
}
