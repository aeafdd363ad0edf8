package org.crimealliance.notification.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.crimealliance.notification.mailbox.Attendee.CalendarReplied;
import org.crimealliance.platform.store.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarReplyTest {

    private static final String REPLY = """
        BEGIN:VCALENDAR
        PRODID:-//Some Program//EN
        VERSION:2.0
        METHOD:REPLY
        BEGIN:VTIMEZONE
        TZID:Europe/Vienna
        BEGIN:STANDARD
        DTSTART:16010101T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        ATTENDEE;CN="Noor: the first";PARTSTAT=ACCEPTED;X-NUM-GUESTS=0:mailto:noor@exam
         ple.org
        UID:m-1@meetings.alliance
        SEQUENCE:2
        DTSTAMP:20201201T093000Z
        DTSTART;TZID=Europe/Vienna:20201207T153000
        ORGANIZER:mailto:post+c@example.org
        SUMMARY:Accepted: Informal meeting
        END:VEVENT
        END:VCALENDAR
        """;
    private static final Instant AT = Instant.parse("2020-12-01T09:30:00Z");
    private static final Instant LATER = AT.plusSeconds(3600);

    private final Attendee attendee = Attendee.of("i-1", "p-1", "m-1@meetings.alliance", "token", 3);

    @Test
    void a_reply_is_read_whatever_the_lines_end_with() {
        CalendarReply expected = new CalendarReply("m-1@meetings.alliance", 2, "yes", AT);
        assertThat(CalendarReply.read(REPLY)).contains(expected);
        assertThat(CalendarReply.read(REPLY.replace("\n", "\r\n"))).contains(expected);
    }

    @Test
    void an_entry_that_never_changed_has_the_sequence_nought() {
        assertThat(CalendarReply.read(REPLY.replace("SEQUENCE:2\n", "")))
                .contains(new CalendarReply("m-1@meetings.alliance", 0, "yes", AT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/calendar; charset=utf-8; method=REPLY", "application/ics; name=reply.ics"})
    void a_reply_is_found_wherever_a_program_has_put_it(String type) throws Exception {
        CalendarReply expected = new CalendarReply("m-1@meetings.alliance", 2, "yes", AT);
        String part = "Content-Type: " + type + "\n\n" + REPLY;
        assertThat(CalendarReply.in(Messages.message(part))).contains(expected);
        assertThat(CalendarReply.in(Messages.message(parts(1, part)))).contains(expected);
        assertThat(CalendarReply.in(Messages.message(parts(5, part)))).contains(expected);
    }

    @Test
    void a_mail_without_a_reply_has_none_nor_is_one_sought_for_ever() throws Exception {
        assertThat(CalendarReply.in(Messages.message("Subject: Hello\n\nSee you there.")))
                .isEmpty();
        assertThat(CalendarReply.in(Messages.message(parts(2, "Content-Type: text/html\n\n<p>Yes</p>"))))
                .isEmpty();
        assertThat(CalendarReply.in(Messages.message(parts(6, "Content-Type: text/calendar\n\n" + REPLY))))
                .isEmpty();
    }

    /** The part behind a text, so deep. */
    private static String parts(int depth, String part) {
        String inner = depth == 1 ? part : parts(depth - 1, part);
        String boundary = "b" + depth;
        return "Content-Type: multipart/mixed; boundary=" + boundary + "\n\n--" + boundary
                + "\nContent-Type: text/plain\n\nSee below.\n--" + boundary + "\n" + inner + "\n--" + boundary + "--\n";
    }

    @ParameterizedTest
    @CsvSource({"ACCEPTED, yes", "DECLINED, no", "TENTATIVE, tentative", "\"declined\", no"})
    void each_decision_has_its_word(String status, String answer) {
        assertThat(CalendarReply.read(REPLY.replace("ACCEPTED", status))
                        .orElseThrow()
                        .answer())
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "METHOD:REPLY>METHOD:COUNTER",
                "METHOD:REPLY>METHOD:REQUEST",
                "PARTSTAT=ACCEPTED>PARTSTAT=NEEDS-ACTION",
                "PARTSTAT=ACCEPTED>PARTSTAT=DELEGATED",
                "SEQUENCE:2>SEQUENCE:two",
                "SEQUENCE:2>SEQUENCE:-1",
                "UID:m-1@meetings.alliance>X:1",
                "SUMMARY:Accepted>ATTENDEE;PARTSTAT=DECLINED:mailto:other@example.org\nSUMMARY:Accepted"
            })
    void what_is_no_reply_of_one_who_has_decided_is_none(String change) {
        String[] fromTo = change.split(">", 2);
        assertThat(CalendarReply.read(REPLY.replace(fromTo[0], fromTo[1]))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DTSTAMP:yesterday",
                "DTSTAMP:20201201T093000",
                "DTSTAMP;TZID=Europe/Vienna:20201201T093000",
                "X:1"
            })
    void an_answer_without_a_readable_clock_was_given_when_it_came(String line) {
        CalendarReply reply = CalendarReply.read(REPLY.replace("DTSTAMP:20201201T093000Z", line))
                .orElseThrow();
        assertThat(reply.at()).isNull();
        assertThat(reply.arrivedAt(AT)).isEqualTo(new CalendarReply("m-1@meetings.alliance", 2, "yes", AT));
    }

    @Test
    void an_alarm_in_the_entry_has_an_id_and_a_person_of_its_own() {
        String alarm =
                "BEGIN:VALARM\nUID:alarm-1\nDTSTAMP:20991201T093000Z\nATTENDEE;PARTSTAT=DECLINED:mailto:x@example.org\n"
                        + "COMMENT:x\nEND:VALARM\nEND:VEVENT";
        String text = REPLY.replace("END:VEVENT", alarm);
        assertThat(CalendarReply.read(text)).contains(new CalendarReply("m-1@meetings.alliance", 2, "yes", AT));
        assertThat(CalendarReply.hasWords(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "METHOD:REPLY>METHOD:COUNTER",
                "SUMMARY:Accepted>COMMENT:I come later",
                "SUMMARY:Accepted>COMMENT;LANGUAGE=en:Later"
            })
    void a_comment_and_another_time_are_for_a_person(String change) {
        String[] fromTo = change.split(">", 2);
        assertThat(CalendarReply.hasWords(REPLY.replace(fromTo[0], fromTo[1]))).isTrue();
        assertThat(CalendarReply.hasWords(REPLY)).isFalse();
        assertThat(CalendarReply.hasWords(REPLY.replace("SUMMARY:Accepted: Informal meeting", "COMMENT:")))
                .isFalse();
    }

    @Test
    void the_same_again_an_older_one_and_one_for_another_entry_change_nothing() {
        CalendarReply yes = new CalendarReply("m-1@meetings.alliance", 2, "yes", AT);
        var first = attendee.replied(yes, LATER);
        assertThat(first.events())
                .singleElement()
                .isEqualTo(new CalendarReplied("i-1", "p-1", "m-1@meetings.alliance", 2, "yes"));
        Attendee answered = first.next();
        assertThat(answered.replied(yes, LATER).events()).isEmpty();
        assertThat(answered.replied(new CalendarReply(yes.uid(), 2, "no", AT.minusSeconds(1)), LATER)
                        .events())
                .isEmpty();
        assertThat(answered.replied(new CalendarReply(yes.uid(), 1, "no", AT.plusSeconds(1)), LATER)
                        .events())
                .isEmpty();
        assertThat(answered.replied(new CalendarReply("m-2@meetings.alliance", 2, "no", AT.plusSeconds(1)), LATER)
                        .events())
                .isEmpty();
        assertThat(answered.replied(new CalendarReply(yes.uid(), 2, "no", AT.plusSeconds(1)), LATER)
                        .events())
                .hasSize(1);
        assertThat(answered.replied(new CalendarReply(yes.uid(), 2, "no", AT), AT)
                        .events())
                .as("of two in one second, the later one to come")
                .hasSize(1);
        assertThat(answered.replied(new CalendarReply(yes.uid(), 3, "no", AT.minusSeconds(1)), LATER)
                        .events())
                .hasSize(1);
    }

    @Test
    void a_program_that_counts_on_by_itself_answers_what_was_asked() {
        CalendarReply ahead = new CalendarReply("m-1@meetings.alliance", Integer.MAX_VALUE, "no", AT);
        Change<Attendee> answered = attendee.replied(ahead, LATER);
        assertThat(answered.events())
                .singleElement()
                .isEqualTo(new CalendarReplied("i-1", "p-1", "m-1@meetings.alliance", 3, "no"));
        assertThat(answered.next()
                        .askedFor(4)
                        .replied(new CalendarReply("m-1@meetings.alliance", 4, "yes", AT), LATER)
                        .events())
                .as("it does not make the honest answers late")
                .hasSize(1);
        assertThat(attendee.askedFor(2)).isEqualTo(attendee);
        assertThat(ahead.upTo(Integer.MAX_VALUE)).isEqualTo(ahead);
        Attendee before = new Attendee("i-1", "p-1", "m-1@meetings.alliance", "token", null, null);
        assertThat(before.replied(new CalendarReply("m-1@meetings.alliance", 7, "no", AT), LATER)
                        .events())
                .hasSize(1);
    }

    @Test
    void an_answer_is_not_later_than_its_arrival_whatever_the_clock_of_its_sender_says() {
        CalendarReply ahead = new CalendarReply("m-1@meetings.alliance", 2, "yes", AT.plusSeconds(500_000_000));
        assertThat(ahead.arrivedAt(AT).at()).isEqualTo(AT);
        assertThat(ahead.arrivedAt(AT.plusSeconds(500_000_000))).isEqualTo(ahead);
        Attendee answered = attendee.replied(ahead, AT).next();
        assertThat(answered.replied(new CalendarReply("m-1@meetings.alliance", 2, "no", AT.plusSeconds(60)), LATER)
                        .events())
                .hasSize(1);
    }
}
