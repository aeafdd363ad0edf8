package org.crimealliance.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
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
 * @param at when it was given, by the attendee's clock: tells the later of two; null where the program does not say so
 */
record CalendarReply(
        String uid, int sequence, String answer, @Nullable Instant at) {

    private static final int MOST_BYTES = 256 * 1024;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'", Locale.ROOT);
    private static final Pattern SEQUENCE = Pattern.compile("[0-9]{1,9}");
    private static final Pattern PARTSTAT = Pattern.compile(";PARTSTAT=\"?([A-Z-]+)", Pattern.CASE_INSENSITIVE);

    /** A clock that goes ahead must not make this the latest answer for years; without a clock it was given when it came. */
    CalendarReply arrivedAt(Instant arrival) {
        return at == null || at.isAfter(arrival) ? new CalendarReply(uid, sequence, answer, arrival) : this;
    }

    /** To what was asked: some programs count on by themselves. */
    CalendarReply upTo(int asked) {
        return sequence > asked ? new CalendarReply(uid, asked, answer, at) : this;
    }

    /** The first reply in a mail, wherever a program has put it. */
    static Optional<CalendarReply> in(Part message) throws MessagingException, IOException {
        return texts(message).stream().flatMap(text -> read(text).stream()).findFirst();
    }

    /** Whether somebody wrote something with it, or proposes another time: that is for a person to read. */
    static boolean hasWords(Part message) throws MessagingException, IOException {
        return texts(message).stream().anyMatch(CalendarReply::hasWords);
    }

    static boolean hasWords(String text) {
        List<Line> lines = Line.of(text);
        return lines.stream()
                        .anyMatch(line ->
                                line.isOf("VCALENDAR", "METHOD") && line.value().equalsIgnoreCase("COUNTER"))
                || lines.stream()
                        .anyMatch(line ->
                                line.isOf("VEVENT", "COMMENT") && !line.value().isEmpty());
    }

    private static List<String> texts(Part message) throws MessagingException, IOException {
        List<String> texts = new ArrayList<>();
        for (Part part : Parts.of(message)) {
            if (part.isMimeType("text/calendar") || part.isMimeType("application/ics")) {
                try (InputStream in = part.getInputStream()) {
                    texts.add(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    /**
     * A line of a calendar's text.
     *
     * @param component in which it stands itself: that of an alarm has an id and an attendee as well
     */
    private record Line(String component, String name, String whole, String value) {

        static List<Line> of(String text) {
            List<Line> lines = new ArrayList<>();
            Deque<String> within = new ArrayDeque<>();
            for (String line : text.replaceAll("\\r?\\n[ \\t]", "").split("\\r?\\n")) {
                String name = line.split("[:;]", 2)[0].strip().toUpperCase(Locale.ROOT);
                String value = line.substring(line.indexOf(':') + 1).strip();
                switch (name) {
                    case "BEGIN" -> within.push(value.toUpperCase(Locale.ROOT));
                    case "END" -> within.poll();
                    default -> lines.add(new Line(within.isEmpty() ? "" : within.peek(), name, line, value));
                }
            }
            return lines;
        }

        boolean isOf(String itsComponent, String itsName) {
            return component.equals(itsComponent) && name.equals(itsName);
        }
    }

    /** Empty unless it is a reply of one attendee who has decided. */
    static Optional<CalendarReply> read(String text) {
        boolean reply = false;
        int attendees = 0;
        String uid = "";
        String answer = null;
        int sequence = 0;
        Instant at = null;
        for (Line line : Line.of(text)) {
            if (line.isOf("VCALENDAR", "METHOD")) {
                reply = line.value().equalsIgnoreCase("REPLY");
            } else if (line.isOf("VEVENT", "UID")) {
                uid = line.value();
            } else if (line.isOf("VEVENT", "SEQUENCE")) {
                sequence = SEQUENCE.matcher(line.value()).matches() ? Integer.parseInt(line.value()) : -1;
            } else if (line.isOf("VEVENT", "DTSTAMP")) {
                at = stamp(line.value());
            } else if (line.isOf("VEVENT", "ATTENDEE")) {
                attendees++;
                answer = answer(line.whole());
            }
        }
        return reply && attendees == 1 && sequence >= 0 && !uid.isEmpty() && answer != null
                ? Optional.of(new CalendarReply(uid, sequence, answer, at))
                : Optional.empty();
    }

    private static @Nullable Instant stamp(String value) {
        try {
            return LocalDateTime.parse(value, STAMP).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException elsewhere) {
            return null; // a local time, of nobody knows which place
        }
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
