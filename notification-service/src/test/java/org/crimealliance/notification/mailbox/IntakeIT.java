package org.crimealliance.notification.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.crimealliance.notification.NotificationSettings;
import org.crimealliance.notification.mail.Letter;
import org.crimealliance.notification.mail.MailLedger;
import org.crimealliance.notification.mail.MailLedger.Recipient;
import org.crimealliance.notification.mail.SubAddress;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.testkit.Contracts;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.work.Sweeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** What comes back, by SMTP and by IMAP. */
@ServiceTest
@TestPropertySource(
        properties = {
            "alliance.notification.workers=0", // mails are sent by the test's own hand
            "alliance.notification.mailbox.imap.every=200ms",
            "alliance.notification.mailbox.imap.username=post",
            "alliance.notification.mailbox.imap.password=secret",
            "alliance.notification.mailbox.imap.tls=false"
        })
@DirtiesContext
class IntakeIT {

    private static final String MAILBOX = "post@alliance.example.org";
    private static final int SMTP_PORT = freePort();
    private static final GreenMail IMAP =
            new GreenMail(new ServerSetup(freePort(), "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private static final GreenMailUser USER = start();

    @Autowired
    MailLedger mails;

    @Autowired
    Attendees attendees;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    NotificationSettings settings;

    @Autowired
    MeterRegistry meters;

    @Autowired
    Sweeper mailboxSweeper;

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry registry) {
        registry.add("alliance.notification.mailbox.smtp-port", () -> SMTP_PORT);
        registry.add("alliance.notification.mailbox.imap.host", () -> "127.0.0.1");
        registry.add(
                "alliance.notification.mailbox.imap.port", () -> IMAP.getImap().getPort());
    }

    @AfterAll
    static void stop() {
        IMAP.stop();
    }

    @Test
    void a_bounce_marks_its_mail_and_is_told_once() throws Exception {
        Document mail = sent();
        pass(returnPath(mail), Messages.bounce("failed", "5.1.1", "nothing"));
        pass(returnPath(mail), Messages.bounce("failed", "5.1.1", "nothing"));
        assertThat(state(mail).getString("_class")).isEqualTo("bounced");
        assertThat(state(mail).getString("reason"))
                .startsWith("5.1.1")
                .contains("no such mailbox", "(address)")
                .doesNotContain("noor");
        assertThat(told(mail, "notification.mail-bounced.v1")).isEqualTo(1);
    }

    @Test
    void a_complaint_marks_its_mail_and_is_told_once_wherever_it_was_sent() throws Exception {
        Document mail = sent();
        // to the mailbox itself: the mail that is complained of names its own address
        USER.deliver(Messages.complaint("abuse", returnPath(mail)));
        await().untilAsserted(() -> assertThat(state(mail).getString("_class")).isEqualTo("complained"));
        pass(returnPath(mail), Messages.complaint("abuse", "nothing"));
        assertThat(told(mail, "notification.mail-complained.v1")).isEqualTo(1);
        await().until(() -> inbox().stream().noneMatch(message -> isAbout(message, "FW: Invitation")));
    }

    @Test
    void a_report_of_delivery_settles_a_mail_whose_final_dot_was_not_answered() throws Exception {
        Document mail = entered();
        pass(returnPath(mail), Messages.bounce("delivered", "2.0.0", "nothing"));
        assertThat(state(mail).getString("_class")).isEqualTo("sent");
    }

    @Test
    void an_address_that_was_guessed_is_refused_by_smtp_and_left_for_a_person_by_imap() throws Exception {
        Document mail = sent();
        String guessed = new SubAddress(SubAddress.Kind.BOUNCE, mail.getString("_id"), "0000000000000000").in(MAILBOX);
        assertThatThrownBy(() -> pass(guessed, Messages.bounce("failed", "5.1.1", "nothing")))
                .isInstanceOf(SendFailedException.class);
        MimeMessage message = Messages.bounce("failed", "5.1.1", guessed);
        message.setHeader("Delivered-To", guessed);
        message.setSubject("guessed");
        message.saveChanges();
        USER.deliver(message);
        await().untilAsserted(() -> assertThat(inbox())
                .filteredOn(found -> isAbout(found, "guessed"))
                .singleElement()
                .satisfies(found -> assertThat(found.isSet(Flags.Flag.SEEN)).isTrue()));
        assertThat(state(mail).getString("_class")).isEqualTo("sent");
    }

    @Test
    void an_answer_by_calendar_is_that_of_whoever_knows_the_organisers_address() throws Exception {
        String invitation = UUID.randomUUID().toString();
        String uid = invitation + "@meetings.alliance";
        String organiser = attendees.organiser(invitation, "p-1", uid, 0);
        assertThat(attendees.organiser(invitation, "p-1", uid, 0)).isEqualTo(organiser);
        pass(organiser, Messages.reply(uid, 0, "ACCEPTED", "20201201T093000Z"));
        pass(organiser, Messages.reply(uid, 0, "ACCEPTED", "20201201T093000Z"));
        MimeMessage later = Messages.reply(uid, 0, "DECLINED", "20201201T094500Z");
        later.setHeader("To", "The Alliance <" + organiser + ">");
        USER.deliver(later);
        await().untilAsserted(() -> assertThat(replies(invitation)).containsExactly("yes", "no"));
        // an address of another invitation answers for nobody else
        String other = attendees.organiser(UUID.randomUUID().toString(), "p-2", "other@meetings.alliance", 0);
        pass(other, Messages.reply(uid, 0, "ACCEPTED", "20201202T093000Z"));
        assertThat(replies(invitation)).containsExactly("yes", "no");
        assertThat(attendee(invitation).toJson()).doesNotContain("noor@example.org");
        Contracts.validate(
                "notification.calendar-replied.v1",
                "{\"invitationId\":\"%s\",\"attendeeId\":\"p-1\",\"uid\":\"%s\",\"sequence\":0,\"answer\":\"no\"}"
                        .formatted(invitation, uid));
    }

    @Test
    void what_is_too_large_is_refused_while_it_is_read_and_in_words() throws Exception {
        Document mail = sent();
        try (var sender = new RawSender(SMTP_PORT)) {
            assertThat(sender.say("EHLO mx.example.net")).startsWith("250");
            assertThat(sender.say("MAIL FROM:<> SIZE=99999999999")).startsWith("552 5.3.4");
            assertThat(sender.say("MAIL FROM:<> SIZE=9999999")).startsWith("552 5.3.4");
            assertThat(sender.say("MAIL FROM:<>")).startsWith("250"); // it does not say how much
            assertThat(sender.say("RCPT TO:<" + returnPath(mail) + ">")).startsWith("250");
            assertThat(sender.say("RCPT TO:<" + returnPath(mail) + ">")).startsWith("452");
            assertThat(sender.say("DATA")).startsWith("354");
            assertThat(sender.say("x".repeat(70) + "\r\n", 9_000_000, ".")).startsWith("552 5.3.4");
            assertThat(sender.say("NOOP")).startsWith("250");
        }
        assertThat(state(mail).getString("_class")).isEqualTo("sent");
    }

    @Test
    void those_above_a_few_connections_are_asked_to_come_again() throws Exception {
        Document mail = sent();
        List<RawSender> senders = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                senders.add(new RawSender(SMTP_PORT));
                assertThat(senders.getLast().greeting()).startsWith("220");
            }
            senders.add(new RawSender(SMTP_PORT));
            assertThat(senders.getLast().greeting()).startsWith("421");
        } finally {
            for (RawSender sender : senders) {
                sender.close();
            }
        }
        // those who hang up make room
        await().ignoreExceptions()
                .untilAsserted(() -> pass(returnPath(mail), Messages.bounce("failed", "5.1.1", "nothing")));
        assertThat(state(mail).getString("_class")).isEqualTo("bounced");
    }

    @Test
    void eight_mails_of_forty_thousand_parts_at_once_keep_nobody_out() throws Exception {
        Document mail = sent();
        String parts = "--b\r\n\r\n\r\n".repeat(Content.LARGEST / 11 - 100);
        var message =
                Messages.message("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n" + parts);
        try (var senders = java.util.concurrent.Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 8; i++) {
                senders.submit(() -> {
                    pass(returnPath(mail), message);
                    return null;
                });
            }
        }
        pass(returnPath(mail), Messages.bounce("failed", "5.1.1", "nothing"));
        assertThat(state(mail).getString("_class")).isEqualTo("bounced");
    }

    @Test
    void a_letter_to_an_address_of_ours_goes_on_to_the_office_once_and_no_circle_begins() throws Exception {
        Document mail = sent();
        MimeMessage letter = Messages.message(
                "From: Noor <noor@example.org>\nSubject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\n\nCan I come later?\n");
        pass(returnPath(mail), "noor@example.org", letter);
        pass(returnPath(mail), "noor@example.org", letter);
        Document passedOn = onlyPassedOn(mail);
        assertThat(passedOn.toJson()).contains("secretary@alliance.example.org");
        String text = passedOn.getEmbedded(List.of("state", "letter", "text"), String.class);
        assertThat(text).contains("From: Noor", "Grüße");
        String attached = passedOn.getEmbedded(List.of("state", "letter", "attachments"), List.class)
                .getFirst()
                .toString();
        assertThat(attached).contains("message/rfc822");
        assertThat(state(mail).getString("_class")).isEqualTo("sent");
        // the office is on holiday, and its program says so to the return path in its own way
        pass(
                returnPath(passedOn),
                "secretary@alliance.example.org",
                Messages.message("From: s@example.org\n\nOn holiday"));
        assertThat(mongo.getCollection("mails")
                        .countDocuments(new Document("state.heading.subjectId", passedOn.getString("_id"))))
                .isZero();
    }

    @Test
    void a_letter_above_those_of_an_hour_waits_its_turn_and_keeps_no_report_waiting() throws Exception {
        Document mail = sent();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2020-12-01T09:00:00Z"));
        List<String> read = new CopyOnWriteArrayList<>();
        Letters hours = new Letters(MachineClock.of(now::get));
        hours.goTo(letter -> read.add(letter.about()));
        for (int i = 0; i < 30; i++) {
            hours.pass(new Letters.Received("other-" + i, "somebody@example.net", "", new byte[0]));
        }
        ImapIntake intake = new ImapIntake(new Intake(mails, attendees, hours, settings, meters), settings);
        mailboxSweeper.stop();
        try {
            USER.deliver(to(returnPath(mail), "From: noor@example.org\nSubject: waits\n\nCan I come later?\n"));
            intake.fetch();
            assertThat(inbox())
                    .filteredOn(found -> isAbout(found, "waits"))
                    .singleElement()
                    .satisfies(found -> assertThat(found.isSet(Flags.Flag.SEEN)).isFalse());
            USER.deliver(Messages.complaint("abuse", returnPath(mail)));
            intake.fetch();
            assertThat(state(mail).getString("_class")).isEqualTo("complained");
            assertThat(read).doesNotContain(mail.getString("_id"));

            now.set(now.get().plus(Duration.ofHours(1)));
            intake.fetch();
            assertThat(read).containsOnlyOnce(mail.getString("_id"));
            assertThat(inbox()).noneMatch(found -> isAbout(found, "waits"));
        } finally {
            mailboxSweeper.start();
        }
    }

    @Test
    void a_counter_proposal_goes_to_the_office_and_a_bounce_in_words_marks_its_mail() throws Exception {
        Document mail = sent();
        pass(
                returnPath(mail),
                Messages.message("From: MAILER-DAEMON@mx.example.net\n\n"
                        + "Hi. This is the qmail-send program at mx.example.net.\n"
                        + "No <noor@example.org> here"));
        assertThat(state(mail).getString("_class")).isEqualTo("bounced");
        assertThat(state(mail).getString("reason")).contains("qmail-send", "(address)");
        String invitation = UUID.randomUUID().toString();
        String uid = invitation + "@meetings.alliance";
        String organiser = attendees.organiser(invitation, "p-1", uid, 0);
        String counter = Messages.text(Messages.reply(uid, 0, "TENTATIVE", "20201201T093000Z"))
                .replace("METHOD:REPLY", "METHOD:COUNTER");
        pass(organiser, "noor@example.org", Messages.message(counter));
        assertThat(mongo.getCollection("mails").countDocuments(new Document("state.heading.subjectId", invitation)))
                .isEqualTo(1);
    }

    // ---- plumbing

    private static MimeMessage to(String address, String message) throws Exception {
        MimeMessage letter = Messages.message(message);
        letter.setHeader("Delivered-To", address);
        letter.setHeader("Return-Path", "<noor@example.org>");
        return letter;
    }

    private Document onlyPassedOn(Document about) {
        List<Document> found = mongo.getCollection("mails")
                .find(new Document("state.heading.subjectId", about.getString("_id")))
                .into(new ArrayList<>());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private Document entered() {
        String event = UUID.randomUUID().toString();
        ReceivedEvent<String> cause =
                new ReceivedEvent<>(event, "x.y.v1", "/test", "s", 1, Instant.EPOCH, "chair", "c-1", "data");
        Letter letter = new Letter("text", "<p>text</p>", null, List.of(), null, null);
        mails.enter(cause, "t", new Recipient("Noor", "noor@example.org"), null, "Subject", letter);
        return mongo.getCollection("mails")
                .find(new Document("state.heading.eventId", event))
                .first();
    }

    private Document sent() {
        Document mail = entered();
        mails.sent(mail.getString("_id"));
        return mail;
    }

    private static String returnPath(Document mail) {
        String token =
                mail.get("state", Document.class).get("heading", Document.class).getString("token");
        return new SubAddress(SubAddress.Kind.BOUNCE, mail.getString("_id"), token).in(MAILBOX);
    }

    private Document state(Document mail) {
        return mongo.getCollection("mails")
                .find(new Document("_id", mail.getString("_id")))
                .first()
                .get("state", Document.class);
    }

    private Document attendee(String invitation) {
        return mongo.getCollection("attendees")
                .find(new Document("_id", invitation))
                .first();
    }

    /** How often it was said on the topic. */
    private long told(Document mail, String type) {
        return new Said(type, mail.getString("_id")).await().size();
    }

    private List<String> replies(String invitation) {
        return new Said("notification.calendar-replied.v1", invitation)
                .await().stream().map(data -> data.path("answer").asString()).toList();
    }

    /** By SMTP, as a mail server passes it on: when this returns, it has been kept. */
    private static void pass(String recipient, MimeMessage message) throws Exception {
        pass(recipient, "<>", message);
    }

    private static void pass(String recipient, String sender, MimeMessage message) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.from", sender);
        properties.put("mail.smtp.timeout", "20000");
        Session session = Session.getInstance(properties);
        try (var transport = session.getTransport("smtp")) {
            transport.connect("127.0.0.1", SMTP_PORT, null, null);
            transport.sendMessage(message, new InternetAddress[] {new InternetAddress(recipient)});
        }
    }

    private static List<Message> inbox() {
        try {
            List<Message> messages = new ArrayList<>();
            IMAP.getManagers().getImapHostManager().getInbox(USER).getMessages().forEach(stored -> {
                MimeMessage message = stored.getMimeMessage();
                try {
                    message.setFlags(stored.getFlags(), true);
                } catch (jakarta.mail.MessagingException e) {
                    throw new IllegalStateException(e);
                }
                messages.add(message);
            });
            return messages;
        } catch (com.icegreen.greenmail.store.FolderException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isAbout(Message message, String subject) {
        try {
            return subject.equals(message.getSubject());
        } catch (jakarta.mail.MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GreenMailUser start() {
        IMAP.start();
        return IMAP.setUser(MAILBOX, "post", "secret");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
