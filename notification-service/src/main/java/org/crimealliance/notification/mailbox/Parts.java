package org.crimealliance.notification.mailbox;

import jakarta.activation.DataSource;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What a message is made of: as deep and as many parts as a report or an answer has, whatever its sender has made of it. */
final class Parts {

    /** Of all levels. More are not read: the library takes 80 KB for each. */
    static final int MOST = 20;

    private static final int DEEPEST = 5;

    private final List<Part> leaves = new ArrayList<>();
    private int read;

    private Parts() {}

    /**
     * Those that have no parts of their own, in order.
     *
     * @throws MessagingException if there are too many
     */
    static List<Part> of(Part message) throws MessagingException {
        Parts parts = new Parts();
        parts.look(message, DEEPEST);
        return parts.leaves;
    }

    private void look(Part part, int depth) throws MessagingException {
        if (!part.isMimeType("multipart/*")) {
            leaves.add(part);
        } else if (depth > 0) {
            MimeMultipart parts = new Bounded(part.getDataHandler().getDataSource());
            int count = parts.getCount();
            for (int i = 0; i < count; i++) {
                look(parts.getBodyPart(i), depth - 1);
            }
        }
    }

    private final class Bounded extends MimeMultipart {

        Bounded(DataSource content) throws MessagingException {
            super(content);
        }

        @Override
        protected MimeBodyPart createMimeBodyPart(InputStream part) throws MessagingException {
            count();
            return super.createMimeBodyPart(part);
        }

        @Override
        protected MimeBodyPart createMimeBodyPart(InternetHeaders headers, byte[] content) throws MessagingException {
            count();
            return super.createMimeBodyPart(headers, content);
        }

        private void count() throws MessagingException {
            read++;
            if (read > MOST) {
                throw new MessagingException("more than " + MOST + " parts");
            }
        }
    }
}
