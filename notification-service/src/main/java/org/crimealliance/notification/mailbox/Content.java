package org.crimealliance.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.util.SharedByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a message says of itself, before anything is known of it. Reading it costs little, whatever its sender has made of it.
 *
 * @param addressOfOriginal where reports go on the mail that it is about
 * @param words who wrote for a person to read
 */
record Content(
        Report report,
        Optional<CalendarReply> reply,
        @Nullable String addressOfOriginal,
        Words words,
        String from,
        String subject) {

    /** Whether somebody wrote something that a program cannot answer. */
    enum Words {
        /** In the answer itself: a comment, another time. */
        IN_ANSWER,
        /** If it settles nothing otherwise. */
        PERHAPS,
        /** A program wrote it. */
        NONE,
        UNREADABLE
    }

    /** In octets: more than a report or an answer has, and little enough for some of them to be in memory at once. */
    static final int LARGEST = 1024 * 1024;

    /** Each line may begin a header or a part, of which objects are made; text of so many octets has fewer lines. */
    private static final int MOST_LINES = 40_000;

    private static final int LONGEST_HEADER = 500;

    private static final Logger LOG = LoggerFactory.getLogger(Content.class);
    private static final Session SESSION = Session.getInstance(new Properties());
    private static final Content UNREADABLE =
            new Content(new Report.Nothing(), Optional.empty(), null, Words.UNREADABLE, "", "");

    private static final Set<String> TO_MANY = Set.of("bulk", "junk", "list", "auto_reply");
    private static final Pattern PROGRAM =
            Pattern.compile("(?i)(?:^|[<\\s])(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply)@");

    /**
     * A message that cannot be read says nothing; it must not keep the next ones from being read.
     *
     * @param returnable whether its sender has an address; what has none is a server's notice
     */
    static Content of(byte[] octets, boolean returnable) {
        if (octets.length > LARGEST || lines(octets) > MOST_LINES) {
            return UNREADABLE;
        }
        try {
            MimeMessage message = new MimeMessage(SESSION, new SharedByteArrayInputStream(octets));
            boolean program = !returnable || isOfProgram(message);
            return new Content(
                    Report.of(message, returnable),
                    CalendarReply.in(message),
                    Report.addressOfOriginal(message),
                    CalendarReply.hasWords(message) ? Words.IN_ANSWER : program ? Words.NONE : Words.PERHAPS,
                    header(message, "From"),
                    header(message, "Subject"));
        } catch (MessagingException | IOException | RuntimeException malformed) {
            LOG.info(
                    "a message that cannot be read came to the mailbox: {}",
                    malformed.getClass().getSimpleName());
            return UNREADABLE;
        }
    }

    /** Nobody waits for an answer to it (RFC 3834), and whoever answered it might begin a loop. */
    private static boolean isOfProgram(MimeMessage message) throws MessagingException {
        String automatic = header(message, "Auto-Submitted");
        return !(automatic.isEmpty() || automatic.equalsIgnoreCase("no"))
                || message.isMimeType("multipart/report")
                || message.getHeader("List-Id") != null
                || message.getHeader("X-Autoreply") != null
                || message.getHeader("X-Autorespond") != null
                || TO_MANY.contains(header(message, "Precedence").toLowerCase(Locale.ROOT))
                || PROGRAM.matcher(header(message, "From")).find();
    }

    static String header(MimeMessage message, String name) throws MessagingException {
        String[] found = message.getHeader(name);
        String value = found == null ? "" : found[0].strip();
        return value.substring(0, Math.min(value.length(), LONGEST_HEADER));
    }

    private static int lines(byte[] octets) {
        int lines = 0;
        for (int i = 0; i < octets.length; i++) {
            boolean pair = octets[i] == '\r' && i + 1 < octets.length && octets[i + 1] == '\n';
            lines += octets[i] == '\n' || (octets[i] == '\r' && !pair) ? 1 : 0; // a parser takes either for an end
        }
        return lines;
    }
}
