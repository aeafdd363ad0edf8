package org.crimealliance.notification.mailbox;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    static Report of(Part message) throws MessagingException, IOException {
        String about = isReport(message) ? reportType(message) : "";
        return switch (about) {
            case "delivery-status" -> delivery(fields(message, "message/delivery-status"));
            case "feedback-report" -> feedback(fields(message, "message/feedback-report"));
            default -> new Nothing();
        };
    }

    /** The mail that a report is about says itself where its reports go. */
    static @Nullable String addressOfOriginal(Part message) throws MessagingException, IOException {
        if (!isReport(message) || !(message.getContent() instanceof Multipart parts)) {
            return null;
        }
        for (int i = 0; i < parts.getCount(); i++) {
            Part part = parts.getBodyPart(i);
            if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
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

    /** The groups of header-like fields of the part of that type. */
    private static List<InternetHeaders> fields(Part message, String type) throws MessagingException, IOException {
        List<InternetHeaders> groups = new ArrayList<>();
        if (message.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                if (parts.getBodyPart(i).isMimeType(type)) {
                    String text = new String(bytes(parts.getBodyPart(i)), StandardCharsets.UTF_8).replace("\r\n", "\n");
                    for (String group : text.split("\n\n+")) {
                        groups.add(new InternetHeaders(
                                new ByteArrayInputStream((group + "\r\n\r\n").getBytes(StandardCharsets.UTF_8))));
                    }
                }
            }
        }
        return groups;
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
