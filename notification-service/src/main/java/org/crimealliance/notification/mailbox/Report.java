package org.crimealliance.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a server reports of a mail: whether it was delivered (RFC 3464), or called unwanted (RFC 5965). */
sealed interface Report {

    record Delivered() implements Report {}

    record Bounced(String reason) implements Report {}

    record Complained() implements Report {}

    /** No report, or one that settles nothing: still trying, on holiday. */
    record Nothing() implements Report {}

    /** Longest part that is read; a report is much shorter. */
    int MOST_BYTES = 64 * 1024;

    /** Of a text for persons. */
    int MOST_WORDS = 4 * 1024;

    Pattern DAEMON = Pattern.compile("(?i)(?:^|[<\\s])(?:mailer-daemon|postmaster)@");

    /** A report is about one recipient; it says a little of itself before that. */
    int MOST_GROUPS = 20;

    /** With these words qmail has begun every bounce since 1996; it sends none before it has given up. */
    String QMAIL = "Hi. This is the qmail-send program at ";

    Set<String> ORIGINALS = Set.of("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers");

    Pattern STILL_TRYING = Pattern.compile("(?i)delay|warning|still|not yet");

    /**
     * @param returnable whether its sender has an address; a server's notice has none (RFC 5321, 6.1)
     */
    static Report of(MimeMessage message, boolean returnable) throws MessagingException, IOException {
        if (!isReport(message)) {
            return isBounceInWords(message, returnable) ? new Bounced(beginning(message)) : new Nothing();
        }
        return switch (reportType(message)) {
            case "delivery-status" ->
                delivery(fields(message, Set.of("message/delivery-status", "message/global-delivery-status")));
            case "feedback-report" -> feedback(fields(message, Set.of("message/feedback-report")));
            default -> new Nothing();
        };
    }

    /** Older servers report in words alone. Only what is certain counts: a program on holiday has no address either. */
    private static boolean isBounceInWords(MimeMessage message, boolean returnable)
            throws MessagingException, IOException {
        if (message.getHeader("X-Failed-Recipients") != null
                || beginning(message).startsWith(QMAIL)) { // Exim, qmail
            return true;
        }
        return !returnable
                && DAEMON.matcher(Content.header(message, "From")).find()
                && !STILL_TRYING.matcher(Content.header(message, "Subject")).find();
    }

    private static String beginning(Part message) throws MessagingException, IOException {
        for (Part part : Parts.of(message)) {
            if (part.isMimeType("text/plain")) {
                try (InputStream in = part.getInputStream()) {
                    return new String(in.readNBytes(MOST_WORDS), StandardCharsets.UTF_8).strip();
                }
            }
        }
        return "";
    }

    /** The mail that a report is about says itself where its reports go. */
    static @Nullable String addressOfOriginal(Part message) throws MessagingException, IOException {
        if (!isReport(message)) {
            return null;
        }
        for (Part part : Parts.of(message)) {
            if (ORIGINALS.contains(typeOf(part))) {
                String[] found = new InternetHeaders(new ByteArrayInputStream(bytes(part))).getHeader("CFBL-Address");
                if (found != null) {
                    return found[0].replaceFirst(";.*", "").strip();
                }
            }
        }
        return null;
    }

    private static boolean isReport(Part message) throws MessagingException {
        return message.isMimeType("multipart/report");
    }

    private static String reportType(Part message) throws MessagingException {
        String type = new ContentType(message.getContentType()).getParameter("report-type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    /** One recipient a mail: the first that says anything is the one. */
    private static Report delivery(List<InternetHeaders> groups) {
        for (InternetHeaders group : groups) {
            String action = first(group, "Action").toLowerCase(Locale.ROOT);
            String status = first(group, "Status");
            String diagnosis = first(group, "Diagnostic-Code");
            if (action.startsWith("failed")) {
                return new Bounced((status + " " + diagnosis).strip());
            }
            if (action.startsWith("delivered") || action.startsWith("relayed") || action.startsWith("expanded")) {
                return new Delivered();
            }
        }
        return new Nothing();
    }

    private static Report feedback(List<InternetHeaders> groups) {
        return groups.stream()
                        .map(group -> first(group, "Feedback-Type").toLowerCase(Locale.ROOT))
                        .anyMatch(type -> !type.isEmpty() && !type.equals("not-spam"))
                ? new Complained()
                : new Nothing();
    }

    private static String typeOf(Part part) throws MessagingException {
        return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
    }

    /** The groups of header-like fields of the part of one of these types. */
    private static List<InternetHeaders> fields(Part message, Set<String> types)
            throws MessagingException, IOException {
        List<InternetHeaders> groups = new ArrayList<>();
        for (Part part : Parts.of(message)) {
            if (types.contains(typeOf(part))) {
                String text = new String(bytes(part), StandardCharsets.UTF_8).replace("\r\n", "\n");
                Stream.of(text.split("\n\n+", MOST_GROUPS + 1))
                        .limit(MOST_GROUPS)
                        .forEach(group -> groups.add(headers(group)));
            }
        }
        return groups;
    }

    private static InternetHeaders headers(String group) {
        try {
            return new InternetHeaders(new ByteArrayInputStream((group + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
        } catch (MessagingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static byte[] bytes(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            return in.readNBytes(MOST_BYTES);
        }
    }

    private static String first(InternetHeaders group, String name) {
        String[] found = group.getHeader(name);
        return found == null ? "" : found[0].strip();
    }
}
