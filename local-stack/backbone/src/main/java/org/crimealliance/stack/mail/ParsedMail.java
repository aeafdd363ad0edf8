package org.crimealliance.stack.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What is inside a mail: its text, its HTML as source, and what is attached. */
final class ParsedMail {

    private static final int DEEPEST = 20;

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder html = new StringBuilder();
    private final List<Attachment> attachments = new ArrayList<>();

    private ParsedMail() {}

    /** Something attached; {@code index} counts from 0. */
    record Attachment(int index, String fileName, String mediaType, byte[] content) {}

    /** Reads whatever can be read; what is broken is shown as text. */
    static ParsedMail of(byte[] source) {
        ParsedMail mail = new ParsedMail();
        try {
            mail.add(
                    new MimeMessage(Session.getInstance(new Properties()), new java.io.ByteArrayInputStream(source)),
                    0);
        } catch (MessagingException | IOException broken) {
            mail.text
                    .append("(This mail cannot be read: ")
                    .append(broken.getMessage())
                    .append(")\n\n");
            mail.text.append(new String(source, StandardCharsets.UTF_8));
        }
        return mail;
    }

    String text() {
        return text.toString();
    }

    String html() {
        return html.toString();
    }

    List<Attachment> attachments() {
        return List.copyOf(attachments);
    }

    private void add(Part part, int depth) throws MessagingException, IOException {
        if (depth < DEEPEST && part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                add(parts.getBodyPart(i), depth + 1);
            }
            return;
        }
        byte[] content;
        try (InputStream in = part.getInputStream()) {
            content = in.readAllBytes();
        }
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null;
        if (!attached && part.isMimeType("text/plain")) {
            text.append(new String(content, charset(part)));
        } else if (!attached && part.isMimeType("text/html")) {
            html.append(new String(content, charset(part)));
        } else {
            int index = attachments.size();
            attachments.add(new Attachment(index, fileName(part, index), mediaType(part), content));
        }
    }

    private static String fileName(Part part, int index) throws MessagingException, IOException {
        @Nullable String name = part.getFileName();
        return name == null ? "part-" + index : MimeUtility.decodeText(name);
    }

    private static String mediaType(Part part) throws MessagingException {
        try {
            return new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT);
        } catch (ParseException e) {
            return "application/octet-stream";
        }
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            @Nullable String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
