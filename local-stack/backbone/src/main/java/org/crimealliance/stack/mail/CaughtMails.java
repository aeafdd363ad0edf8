package org.crimealliance.stack.mail;

import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeUtility;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mails in a folder, one file each, named by their number. */
final class CaughtMails {

    private static final String ENDING = ".eml";

    private final Path folder;
    private final NavigableMap<String, CaughtMail> mails = new ConcurrentSkipListMap<>();
    private final AtomicLong last = new AtomicLong();

    CaughtMails(Path folder) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(file -> file.getFileName().toString().matches("\\d+\\.eml"))
                        .forEach(this::load);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!mails.isEmpty()) {
            last.set(Long.parseLong(mails.lastKey()));
        }
    }

    /** Keeps a mail; when this returns it is on disk. */
    CaughtMail keep(String from, String to, byte[] message) throws IOException {
        String id = String.format(Locale.ROOT, "%06d", last.incrementAndGet());
        Path unfinished = folder.resolve(id + ".new");
        // the envelope is known only now; a mail server writes it on top
        byte[] envelope = ("Return-Path: <" + oneLine(from) + ">\r\nDelivered-To: " + oneLine(to) + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
        try (FileChannel out = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            write(out, envelope);
            write(out, message);
            out.force(false); // before the sender is told that it was taken
        }
        Path file = folder.resolve(id + ENDING);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return load(file);
    }

    Optional<CaughtMail> find(String id) {
        return Optional.ofNullable(mails.get(id));
    }

    Path file(CaughtMail mail) {
        return folder.resolve(mail.id() + ENDING);
    }

    /** In the order of arrival. */
    Collection<CaughtMail> all() {
        return mails.values();
    }

    Collection<CaughtMail> after(String id) {
        return mails.tailMap(id, false).values();
    }

    Collection<CaughtMail> newestFirst() {
        return mails.descendingMap().values();
    }

    private CaughtMail load(Path file) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - ENDING.length());
        CaughtMail mail;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            Instant arrival = Files.getLastModifiedTime(file).toInstant();
            try {
                InternetHeaders headers = new InternetHeaders(in, true);
                mail = new CaughtMail(
                        id,
                        address(first(headers, "Return-Path")),
                        address(first(headers, "Delivered-To")),
                        decoded(first(headers, "Subject")),
                        date(first(headers, "Date"), arrival));
            } catch (MessagingException broken) {
                mail = new CaughtMail(id, "", "", "(unreadable)", arrival);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mails.put(id, mail);
        return mail;
    }

    /** The first of that name: later ones are the sender's own. */
    private static String first(InternetHeaders headers, String name) {
        var all = headers.getMatchingHeaders(new String[] {name});
        while (all.hasMoreElements()) {
            Header header = all.nextElement();
            return header.getValue() == null ? "" : header.getValue();
        }
        return "";
    }

    private static String address(String header) {
        return header.replaceAll("[<>]", "").strip();
    }

    private static String decoded(String header) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(header));
        } catch (IOException undecodable) {
            return header;
        }
    }

    private static Instant date(String header, Instant otherwise) {
        try {
            @Nullable Date parsed = header.isBlank() ? null : new MailDateFormat().parse(header);
            return parsed == null ? otherwise : parsed.toInstant();
        } catch (ParseException e) {
            return otherwise;
        }
    }

    private static String oneLine(@Nullable String text) {
        return text == null ? "" : text.replaceAll("[\\r\\n<>]", "");
    }

    private static void write(FileChannel out, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            out.write(buffer);
        }
    }
}
