package org.crimealliance.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** Messages as other programs send them. */
public final class Messages {

    private Messages() {}

    public static MimeMessage bounce(String action, String status, String original) {
        return message("""
            From: MAILER-DAEMON@mx.example.net
            Subject: Undelivered Mail
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

            --b1
            Content-Type: text/plain

            It could not be delivered.
            --b1
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net
            Arrival-Date: Mon, 7 Dec 2020 15:30:00 +0100

            Final-Recipient: rfc822; noor@example.org
            Action: %s
            Status: %s
            Diagnostic-Code: smtp; 550 5.1.1 <noor@example.org>: no such
             mailbox

            --b1
            Content-Type: message/rfc822

            Subject: Invitation
            CFBL-Address: %s; report=arf

            text
            --b1--
            """.formatted(action, status, original));
    }

    public static MimeMessage complaint(String type, String original) {
        return message("""
            From: feedback@mail.example.net
            Subject: FW: Invitation
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report; boundary="b1"

            --b1
            Content-Type: text/plain

            This is an abuse report.
            --b1
            Content-Type: message/feedback-report

            Feedback-Type: %s
            User-Agent: Some/1.0
            Version: 1

            --b1
            Content-Type: text/rfc822-headers

            Subject: Invitation
            CFBL-Address: %s; report=arf
            --b1--
            """.formatted(type, original));
    }

    public static MimeMessage reply(String uid, int sequence, String status, String stamp) {
        return message("""
            From: Somebody Else <somebody.else@example.net>
            Subject: Accepted: Informal meeting
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary="b1"

            --b1
            Content-Type: multipart/alternative; boundary="b2"

            --b2
            Content-Type: text/plain

            Accepted
            --b2
            Content-Type: text/calendar; charset=UTF-8; method=REPLY

            BEGIN:VCALENDAR
            VERSION:2.0
            METHOD:REPLY
            BEGIN:VEVENT
            UID:%s
            SEQUENCE:%d
            DTSTAMP:%s
            ATTENDEE;PARTSTAT=%s:mailto:noor@example.org
            END:VEVENT
            END:VCALENDAR
            --b2--
            --b1--
            """.formatted(uid, sequence, stamp, status));
    }

    /** As it goes over the wire, with the line ends of this file. */
    static String text(MimeMessage message) throws MessagingException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    }

    public static MimeMessage message(String text) {
        try {
            return new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
