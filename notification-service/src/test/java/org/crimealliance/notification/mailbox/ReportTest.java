package org.crimealliance.notification.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.crimealliance.notification.mail.SubAddress;
import org.crimealliance.notification.mail.SubAddress.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {

    private static final String ORIGINAL = "post+b.x@example.org";
    private static final String MAILBOX = "mailpost@example.org";
    private static final String ID = "01939a4e-7c1b-7d2a-9b1e-00000000000f";

    @ParameterizedTest
    @CsvSource({
        "failed, 5.1.1, Bounced",
        "FAILED, 5.2.2, Bounced",
        "delayed, 4.4.1, Nothing",
        "delivered, 2.0.0, Delivered",
        "relayed, 2.0.0, Delivered",
        "expanded, 2.0.0, Delivered"
    })
    void a_delivery_status_says_what_became_of_a_mail(String action, String status, String kind) throws Exception {
        Report report = Report.of(Messages.bounce(action, status, ORIGINAL), true);
        assertThat(report.getClass().getSimpleName()).isEqualTo(kind);
        if (report instanceof Report.Bounced(String reason)) {
            assertThat(reason).startsWith(status).contains("550 5.1.1", "no such");
        }
    }

    @Test
    void a_report_in_unicode_is_one_too() throws Exception {
        String text = Messages.text(Messages.bounce("failed", "5.1.1", ORIGINAL))
                .replace("message/delivery-status", "message/global-delivery-status")
                .replace("message/rfc822", "message/global");
        assertThat(Report.of(Messages.message(text), true)).isInstanceOf(Report.Bounced.class);
        assertThat(Report.addressOfOriginal(Messages.message(text))).isEqualTo(ORIGINAL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: MAILER-DAEMON@mx.example.net|Hi. This is the qmail-send program at mx.example.net.|true|true",
                "From: x@example.net|Hi. This is the qmail-send program at mx.example.net.|true|true",
                "From: Mail Delivery System <Mailer-Daemon@example.net>^X-Failed-Recipients: noor@example.org^Auto-Submitted: auto-replied|This message was created automatically|true|true",
                "From: <postmaster@example.net>^Subject: Returned mail|User unknown|false|true",
                "From: <postmaster@example.net>^Subject: Returned mail|User unknown|true|false", // anybody can say so
                "From: <postmaster@example.net>^Subject: Warning: could not send for 4 hours|Still trying|false|false",
                "From: Noor <noor@example.org>^Subject: On holiday|Back on Monday|false|false"
            })
    void a_bounce_in_words_counts_where_it_is_certain(String head, String words, boolean returnable, boolean bounced)
            throws Exception {
        Report report = Report.of(Messages.message(head.replace('^', '\n') + "\n\n" + words), returnable);
        assertThat(report).isEqualTo(bounced ? new Report.Bounced(words) : new Report.Nothing());
    }

    @ParameterizedTest
    @CsvSource({"abuse, Complained", "fraud, Complained", "Other, Complained", "not-spam, Nothing"})
    void a_feedback_report_is_a_complaint_unless_it_takes_one_back(String type, String kind) throws Exception {
        assertThat(Report.of(Messages.complaint(type, ORIGINAL), true)
                        .getClass()
                        .getSimpleName())
                .isEqualTo(kind);
    }

    @Test
    void a_report_names_the_address_of_the_mail_it_is_about() throws Exception {
        assertThat(Report.addressOfOriginal(Messages.complaint("abuse", ORIGINAL)))
                .isEqualTo(ORIGINAL);
        assertThat(Report.addressOfOriginal(Messages.bounce("failed", "5.1.1", ORIGINAL)))
                .isEqualTo(ORIGINAL);
        assertThat(Report.addressOfOriginal(Messages.message("Subject: Hello\n\ntext")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"multipart/report; report-type=delivery-status, found", "multipart/mixed, none"})
    void only_a_report_is_about_another_mail_and_not_every_one_says_which(String type, String expected)
            throws Exception {
        String text = "Content-Type: " + type + "; boundary=b\n\n--b\n\nIt did not arrive.\n";
        String original = "--b\nContent-Type: text/rfc822-headers\n\nCFBL-Address: " + ORIGINAL + "\n\n";
        assertThat(Report.addressOfOriginal(Messages.message(text + original + "--b--\n")))
                .isEqualTo(expected.equals("found") ? ORIGINAL : null);
        assertThat(Report.addressOfOriginal(Messages.message(text + "--b--\n"))).isNull();
        assertThat(Report.addressOfOriginal(
                        Messages.message(text + original.replace("CFBL-Address", "Subject") + "--b--\n")))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: On holiday\nAuto-Submitted: auto-replied\n\nBack on Monday.",
                "Subject: no type\nContent-Type: multipart/report; boundary=b\n\n--b\n\nx\n--b--",
                ""
            })
    void anything_else_settles_nothing(String text) throws Exception {
        assertThat(Report.of(Messages.message(text), true)).isEqualTo(new Report.Nothing());
    }

    @ParameterizedTest
    @CsvSource({"BOUNCE", "CALENDAR"})
    void an_address_of_its_own_is_found_again_whatever_its_case(Kind kind) {
        SubAddress address = new SubAddress(kind, ID, "0123456789abcdef");
        String written = address.in(MAILBOX);
        assertThat(written.substring(0, written.indexOf('@')).length()).isLessThanOrEqualTo(64);
        assertThat(SubAddress.of(written, MAILBOX)).contains(address);
        assertThat(SubAddress.of(" " + written.toUpperCase(java.util.Locale.ROOT), MAILBOX))
                .contains(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                MAILBOX,
                "mailpost+@example.org",
                "mailpost+b." + ID + "@example.org",
                "mailpost+b." + ID + ".0123456789abcde@example.org",
                "mailpost+x." + ID + ".0123456789abcdef@example.org",
                "mailpost+b." + ID + ".0123456789abcdef@example.net",
                "other+b." + ID + ".0123456789abcdef@example.org",
                "+@",
                ""
            })
    void any_other_address_is_none_of_ours(String address) {
        assertThat(SubAddress.of(address, MAILBOX)).isEqualTo(Optional.empty());
    }
}
