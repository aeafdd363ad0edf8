package org.crimealliance.notification.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever has got a mail of ours can send such things to the address it came from. */
class ContentTest {

    private static final int MUCH = 48 * 1024 * 1024; // of a heap of 192 MB, two at a time
    private static final String REPORT = "Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n";
    private static final String STATUS = "--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n";

    static Stream<String> costly() {
        return Stream.of(
                REPORT + "\r\n" + full("--b\r\n\r\n\r\n"),
                REPORT + "\r\n" + times(13_000, "--b\r\n\r\n\r\n"),
                REPORT + "\r\n" + times(13_000, "--b\n\n\n"),
                REPORT + "\r\n" + times(10_000, STATUS),
                REPORT + full("a:\r\n"),
                REPORT + times(39_000, "a:\r\n"),
                REPORT + times(39_000, "a:\r"),
                REPORT + "\r\n" + STATUS + full("Status: 5\r\n\r\n"),
                REPORT + "\r\n" + STATUS + times(19_000, "a:\r\n\r\n"),
                REPORT + "\r\n" + STATUS + "Diagnostic-Code: " + full("x "),
                nested(8_000),
                "Content-Type: text/calendar\r\n\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n" + full("ATTENDEE;PARTSTAT=\r\n"),
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                        + times(9_000, "--b\r\nContent-Type: text/calendar\r\n\r\nx\r\n"));
    }

    @ParameterizedTest
    @MethodSource("costly")
    void reading_takes_little_whatever_a_message_is_made_of(String message) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        assertThat(octets.length).isLessThanOrEqualTo(Content.LARGEST);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        Content.of(octets, true);
        assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(MUCH);
    }

    @Test
    void a_report_is_read_among_a_few_parts_and_not_among_many() {
        String part = "--b\r\nContent-Type: text/plain\r\n\r\ntext\r\n";
        assertThat(of(REPORT + "\r\n" + times(Parts.MOST - 1, part) + STATUS + "--b--")
                        .report())
                .isInstanceOf(Report.Bounced.class);
        assertThat(of(REPORT + "\r\n" + times(Parts.MOST, part) + STATUS + "--b--")
                        .report())
                .isInstanceOf(Report.Nothing.class);
    }

    @Test
    void what_is_too_large_or_broken_says_nothing_and_is_known_for_it() {
        for (Content unreadable : List.of(
                Content.of(new byte[Content.LARGEST + 1], true),
                of(full("\r\n")),
                of("Content-Type: multipart/report; boundary=\r\n\r\n--"))) {
            assertThat(unreadable)
                    .isEqualTo(new Content(
                            new Report.Nothing(), Optional.empty(), null, Content.Words.UNREADABLE, "", ""));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "X: 1, PERHAPS",
        "Auto-Submitted: no, PERHAPS",
        "Auto-Submitted: auto-replied, NONE",
        "Auto-Submitted: auto-generated, NONE",
        "Precedence: Bulk, NONE",
        "List-Id: <x.example.org>, NONE",
        "X-Autoreply: yes, NONE",
        "From: MAILER-DAEMON@mx.example.net, NONE",
        "From: Some Shop <no-reply@example.net>, NONE",
        "Content-Type: multipart/report; boundary=b, UNREADABLE"
    })
    void what_a_program_wrote_is_nothing_for_a_person(String header, Content.Words words) {
        assertThat(of(header + "\r\n\r\ntext").words()).isEqualTo(words);
    }

    @Test
    void a_comment_is_for_a_person_even_where_a_program_sends_it() {
        String reply =
                "Auto-Submitted: auto-generated\r\nContent-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n"
                        + "BEGIN:VEVENT\r\nCOMMENT:I come later\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assertThat(of(reply).words()).isEqualTo(Content.Words.IN_ANSWER);
        assertThat(Content.of("Subject: x\r\n\r\n".getBytes(StandardCharsets.UTF_8), false)
                        .words())
                .as("without an address to return it to, it is a server's")
                .isEqualTo(Content.Words.NONE);
    }

    private static Content of(String message) {
        return Content.of(message.getBytes(StandardCharsets.UTF_8), true);
    }

    private static String nested(int depth) {
        StringBuilder all = new StringBuilder("Content-Type: multipart/mixed; boundary=b0\r\n\r\n");
        for (int i = 1; i < depth; i++) {
            all.append("--b%d\r\nContent-Type: multipart/mixed; boundary=b%d\r\n\r\n".formatted(i - 1, i));
        }
        return all.toString();
    }

    /** As much of it as fits. */
    private static String full(String text) {
        return times((Content.LARGEST - 500) / text.length(), text);
    }

    private static String times(int times, String text) {
        return text.repeat(times);
    }
}
