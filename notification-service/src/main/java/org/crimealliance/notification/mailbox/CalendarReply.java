package org.crimealliance.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a calendar program answers to an invitation (METHOD:REPLY, RFC 5546). Whose answer it is stands in the address that
 * it came to, not in here.
 *
 * @param sequence of the entry that is answered
 * @param answer yes, no or tentative
 * @param at when it was given, by the attendee's clock: tells the later of two
 */
record CalendarReply(String uid, int sequence, String answer, Instant at) {

    private static final int MOST_BYTES = 256 * 1024;
    private static final int DEEPEST = 5;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern PARTSTAT = Pattern.compile(";PARTSTAT=\"?([A-Z-]+)", Pattern.CASE_INSENSITIVE);

    /** A clock that goes ahead must not make this the latest answer for years. */
    CalendarReply arrivedAt(Instant arrival) {
        return at.isAfter(arrival) ? new CalendarReply(uid, sequence, answer, arrival) : this;
    }

    /** The first reply in a mail, wherever a program has put it. */
    static Optional<CalendarReply> in(Part part) throws MessagingException, IOException {
        return in(part, DEEPEST);
    }

    private static Optional<CalendarReply> in(Part part, int depth) throws MessagingException, IOException {
        if (part.isMimeType("text/calendar") || part.isMimeType("application/ics")) {
            try (InputStream in = part.getInputStream()) {
                return read(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
            }
        }
        if (depth > 0 && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                Optional<CalendarReply> found = in(parts.getBodyPart(i), depth - 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Empty unless it is a reply of one attendee who has decided. */
    static Optional<CalendarReply> read(String text) {
        boolean reply = false;
        boolean inEvent = false;
        int attendees = 0;
        String uid = "";
        String answer = null;
        int sequence = 0;
        Instant at = null;
        try {
            for (String line : text.replaceAll("\\r?\\n[ \\t]", "").split("\\r?\\n")) {
                String name = line.split("[:;]", 2)[0].toUpperCase(Locale.ROOT);
                String value = line.substring(line.indexOf(':') + 1).strip();
                switch (name) {
                    case "METHOD" -> reply = value.equalsIgnoreCase("REPLY");
                    case "BEGIN" -> inEvent |= value.equalsIgnoreCase("VEVENT");
                    case "UID" -> uid = inEvent ? value : uid;
                    case "SEQUENCE" -> sequence = inEvent ? Integer.parseInt(value) : sequence;
                    case "DTSTAMP" ->
                        at = inEvent ? LocalDateTime.parse(value, STAMP).toInstant(ZoneOffset.UTC) : at;
                    case "ATTENDEE" -> {
                        attendees++;
                        answer = answer(line);
                    }
                    default -> {
                        // nothing that is needed
                    }
                }
            }
        } catch (DateTimeException | NumberFormatException malformed) {
            return Optional.empty();
        }
        return reply && attendees == 1 && sequence >= 0 && !uid.isEmpty() && answer != null && at != null
                ? Optional.of(new CalendarReply(uid, sequence, answer, at))
                : Optional.empty();
    }

    private static @Nullable String answer(String attendee) {
        Matcher status = PARTSTAT.matcher(attendee);
        return switch (status.find() ? status.group(1).toUpperCase(Locale.ROOT) : "") {
            case "ACCEPTED" -> "yes";
            case "DECLINED" -> "no";
            case "TENTATIVE" -> "tentative";
            default -> null;
        };
    }
}
