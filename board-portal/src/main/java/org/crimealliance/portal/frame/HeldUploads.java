package org.crimealliance.portal.frame;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import jakarta.servlet.http.HttpSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.platform.web.UploadLimits;
import org.crimealliance.portal.session.Seal;
import org.crimealliance.portal.session.SessionIds;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MultipartFile;

/**
 * Files between their preview and the decision to import them: in the store, sealed, one a session and purpose, for an
 * hour. A document of the store holds 16 MB, and the heap little more: a file is written and read in pieces, and found
 * by what is written after the last of them.
 */
@Component
public class HeldUploads {

    private static final Duration HELD = Duration.ofHours(1);
    private static final int PIECE = 512 * 1024;

    private final MongoCollection<Document> uploads;
    private final Seal seal;
    private final MachineClock machine;
    private final UploadLimits limits;

    HeldUploads(MongoDatabase database, Seal seal, MachineClock machine, UploadLimits limits) {
        this.uploads = database.getCollection("uploads");
        this.seal = seal;
        this.machine = machine;
        this.limits = limits;
    }

    /** What is written last.
     *
     * @param batch its pieces are called by: two uploads at once do not mix theirs
     */
    private record Held(String fileName, String batch, int pieces, long length, String sum) implements Serializable {

        private List<String> pieceIds() {
            return IntStream.range(0, pieces).mapToObj(n -> batch + " " + n).toList();
        }
    }

    /** Of a file that may be held. */
    public DataSize largest() {
        return limits.importLimit();
    }

    public HeldUpload hold(HttpSession session, String purpose, MultipartFile file) {
        Instant now = machine.instant();
        uploads.deleteMany(lte("until", Date.from(now)));
        forget(session, purpose);
        Date until = Date.from(now.plus(HELD));
        Held held;
        try {
            held = written(file, until);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        put(id(session, purpose), until, held);
        return upload(held);
    }

    private Held written(MultipartFile file, Date until) throws IOException {
        String batch = UUID.randomUUID().toString();
        MessageDigest digest = sha256();
        int pieces = 0;
        long length = 0;
        try (InputStream in = new DigestInputStream(file.getInputStream(), digest)) {
            for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
                put(batch + " " + pieces++, until, piece);
                length += piece.length;
            }
        }
        String name = file.getOriginalFilename();
        return new Held(
                name == null ? "upload.csv" : name,
                batch,
                pieces,
                length,
                HexFormat.of().formatHex(digest.digest()));
    }

    private void put(String id, Date until, Serializable value) {
        uploads.replaceOne(
                eq("_id", id),
                new Document("_id", id).append("until", until).append("sealed", new Binary(seal.close(id, value))),
                new ReplaceOptions().upsert(true));
    }

    public Optional<HeldUpload> held(HttpSession session, String purpose) {
        return opened(id(session, purpose), Held.class).map(this::upload);
    }

    public void forget(HttpSession session, String purpose) {
        String id = id(session, purpose);
        opened(id, Held.class).ifPresent(held -> {
            uploads.deleteOne(eq("_id", id));
            uploads.deleteMany(in("_id", held.pieceIds()));
        });
    }

    private <T> Optional<T> opened(String id, Class<T> type) {
        return Optional.ofNullable(uploads.find(and(eq("_id", id), gt("until", Date.from(machine.instant()))))
                        .first())
                .flatMap(
                        found -> seal.open(id, found.get("sealed", Binary.class).getData(), type));
    }

    private HeldUpload upload(Held held) {
        return new HeldUpload(held.fileName(), new Pieces(held), held.sum());
    }

    private final class Pieces extends AbstractResource {

        private final Held held;

        private Pieces(Held held) {
            this.held = held;
        }

        @Override
        public InputStream getInputStream() {
            List<String> ids = held.pieceIds();
            return new SequenceInputStream(new Enumeration<InputStream>() {
                private int next;

                @Override
                public boolean hasMoreElements() {
                    return next < ids.size();
                }

                @Override
                public InputStream nextElement() {
                    byte[] piece = opened(ids.get(next++), byte[].class)
                            .orElseThrow(() -> new UncheckedIOException(new IOException("its hour is over")));
                    return new ByteArrayInputStream(piece);
                }
            });
        }

        @Override
        public long contentLength() {
            return held.length();
        }

        @Override
        public String getFilename() {
            return held.fileName();
        }

        @Override
        public String getDescription() {
            return "held upload";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Pieces pieces && pieces.held.equals(held);
        }

        @Override
        public int hashCode() {
            return Objects.hash(held);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String id(HttpSession session, String purpose) {
        return SessionIds.hash(session.getId()) + " " + purpose;
    }
}
