package org.crimealliance.notification.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Header;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.crimealliance.notification.NotificationSettings.Limits;
import org.crimealliance.notification.NotificationSettings.Tries;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No text, whatever it is, keeps a mail from being written, breaks out of its header, or comes out as another. */
class OddMailTest {

    private static final Set<String> HEADERS = Set.of(
            "From",
            "To",
            "Subject",
            "Date",
            "Auto-Submitted",
            "Reply-To",
            "CFBL-Address",
            "Message-ID",
            "MIME-Version",
            "Content-Type");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Smtp smtp = new Smtp(new TestSettings(
                    25,
                    new Limits(SECOND, SECOND, SECOND, SECOND, SECOND, SECOND),
                    SECOND,
                    SECOND,
                    new Tries(SECOND, SECOND, SECOND))
            .all());

    @Tag("slow")
    @Test
    void a_thousand_odd_texts_as_name_subject_words_and_file_name() throws Exception {
        List<String> texts = new OddTexts().some(1_000);
        for (int i = 0; i < texts.size(); i++) {
            String odd = texts.get(i);
            String another = texts.get((i + 1) % texts.size());
            byte[] wire = written(another, odd, another, odd);
            MimeMessage read = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(wire));
            assertThat(Collections.list(read.getAllHeaders()).stream().map(Header::getName))
                    .as("%s", odd)
                    .isSubsetOf(HEADERS)
                    .doesNotHaveDuplicates();
            assertThat(new String(wire, StandardCharsets.ISO_8859_1).lines())
                    .as("%s", odd)
                    .allMatch(line -> line.length() <= 998 && line.chars().allMatch(c -> c < 0x80));
            assertThat(plain(read.getSubject() == null ? "" : read.getSubject()))
                    .as("subject")
                    .isEqualTo(plain(Smtp.shortened(Smtp.oneLine(odd), 250)));
            assertThat(read.getAllRecipients()).hasSize(1);
            MimeMultipart parts = (MimeMultipart) read.getContent();
            assertThat(parts.getCount()).isEqualTo(2);
            MimeMultipart words = (MimeMultipart) parts.getBodyPart(0).getContent();
            assertThat(((String) words.getBodyPart(0).getContent()).replaceAll("\\R", "\n"))
                    .isEqualTo(wellFormed(another).replaceAll("\\R", "\n"));
            String file = parts.getBodyPart(1).getFileName();
            assertThat(plain(file == null ? "" : MimeUtility.decodeText(file)))
                    .as("file name")
                    .isEqualTo(plain(Smtp.fileName(odd)));
            assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(new byte[] {1, 2, 3});
        }
    }

    private byte[] written(String name, String subject, String words, String fileName) throws Exception {
        Mail.Heading heading = new Mail.Heading(
                "t",
                "e",
                "x.y.v1",
                "s",
                name,
                "n@example.org",
                subject,
                Instant.parse("2026-01-01T00:00:00Z"),
                new Provenance("chair", "c-1"),
                "0123456789abcdef");
        Letter letter = new Letter(
                words,
                words,
                null,
                List.of(new Letter.Attachment(
                        fileName, "application/pdf", Base64.getEncoder().encodeToString(new byte[] {1, 2, 3}))),
                new Letter.Origin("secretary", null),
                null);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        smtp.message("id", heading, letter).writeTo(out);
        return out.toByteArray();
    }

    /** Folding may change the number of blanks; half a character has no form on the wire. */
    private static String plain(String text) {
        return wellFormed(text).replaceAll("\\s+", " ").strip();
    }

    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
