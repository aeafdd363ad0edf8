package org.crimealliance.platform.file;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.util.unit.DataSize;
import org.springframework.web.multipart.MaxUploadSizeExceededException;

/**
 * Versions of files, whoever may read them. A version is one document and its pieces. The document is there first, arriving;
 * then come the pieces; then it is stored, by one write, and seen from then on. What does not get so far is swept: who
 * sweeps claims the document first, so that a late writer finds it gone instead of storing half a file.
 */
final class FileStore {

    /** A writer needs not so long by far: the gateway gives a body ten minutes. */
    static final Duration ARRIVES_WITHIN = Duration.ofHours(1);

    private static final String ARRIVING = "arriving";
    private static final String STORED = "stored";
    private static final String SWEPT = "swept";

    /** How many more pieces are announced before they are written, so that all that may be there are known. */
    private static final int ANNOUNCED = 64;

    private final MongoCollection<Document> files;
    private final MongoCollection<Document> versions;
    private final FilePieces pieces;
    private final DataSize limit;
    private final InstantSource machine;

    /** @param machine the machine's time: the domain's clock must not sweep what arrives */
    FileStore(MongoTemplate mongo, DataSize limit, InstantSource machine) {
        this.files = mongo.getCollection("files");
        this.versions = mongo.getCollection("fileVersions");
        this.pieces = new FilePieces(mongo.getCollection("filePieces"));
        this.limit = limit;
        this.machine = machine;
    }

    void createIndexes() {
        files.createIndex(Indexes.ascending("owner"));
        files.createIndex(Indexes.ascending("file"));
    }

    /**
     * Stores the next version of a file.
     *
     * @param id of the version: a command that comes again gives the same, and finds what it made
     * @throws IOException if the content breaks off; nothing is seen of it
     */
    StoredFile add(String id, FileOwner owner, String file, String name, InputStream content, Instant at, String by)
            throws IOException {
        if (!arrive(id, owner)) {
            return find(id).orElseThrow(NotArrivedException::new);
        }
        Arrived arrived = write(id, name, content);
        return store(id, owner, file, name, arrived, at, by);
    }

    private record Arrived(String type, long length, int count, String sha256) {}

    /** With its owner, so that what is taken away from an owner is taken away while it arrives too. False if it has arrived already, or is being swept. */
    private boolean arrive(String id, FileOwner owner) {
        try {
            files.updateOne(
                    Filters.and(Filters.eq("_id", id), Filters.eq("state", ARRIVING)),
                    Updates.combine(
                            Updates.set("begun", Date.from(machine.instant())),
                            Updates.set("owner", key(owner)),
                            Updates.max("pieces", 0)),
                    new UpdateOptions().upsert(true));
            return true;
        } catch (MongoWriteException e) {
            if (isDuplicate(e)) {
                return false;
            }
            throw e;
        }
    }

    private Arrived write(String id, String name, InputStream content) throws IOException {
        MessageDigest digest = sha256();
        InputStream in = new DigestInputStream(content, digest);
        String type = "";
        long length = 0;
        int place = 0;
        for (byte[] piece = in.readNBytes(FilePieces.LENGTH);
                piece.length > 0;
                piece = in.readNBytes(FilePieces.LENGTH)) {
            length += piece.length;
            if (length > limit.toBytes()) {
                discard(id);
                throw new MaxUploadSizeExceededException(limit.toBytes());
            }
            if (place == 0) {
                type = FileType.of(Arrays.copyOf(piece, Math.min(piece.length, FileType.BEGINNING)), name);
            }
            if (place % ANNOUNCED == 0) {
                announce(id, place + ANNOUNCED);
            }
            pieces.put(id, place++, piece);
        }
        if (length == 0) {
            discard(id);
            throw new RefusedException(Refusal.invalid(
                    "empty-file", "The file is empty.", new Refusal.FieldProblem("file", "must not be empty")));
        }
        return new Arrived(type, length, place, HexFormat.of().formatHex(digest.digest()));
    }

    private void announce(String id, int upTo) {
        boolean arriving = files.updateOne(
                                Filters.and(Filters.eq("_id", id), Filters.eq("state", ARRIVING)),
                                Updates.max("pieces", upTo))
                        .getMatchedCount()
                == 1;
        if (!arriving) { // what nobody knows of is written by nobody
            throw new NotArrivedException();
        }
    }

    private StoredFile store(
            String id, FileOwner owner, String file, String name, Arrived arrived, Instant at, String by) {
        Bson stored = Updates.combine(
                Updates.set("state", STORED),
                Updates.set("kind", owner.kind()),
                Updates.set("ownerId", owner.id()),
                Updates.set("file", file),
                Updates.set("version", number(id, file)),
                Updates.set("name", name),
                Updates.set("type", arrived.type()),
                Updates.set("length", arrived.length()),
                Updates.set("pieces", arrived.count()),
                Updates.set("sha256", arrived.sha256()),
                Updates.set("at", Date.from(at)),
                Updates.set("by", by));
        files.updateOne(Filters.and(Filters.eq("_id", id), Filters.eq("state", ARRIVING)), stored);
        // where it was not arriving any more, the same command has stored it, or it was swept
        return find(id).orElseThrow(NotArrivedException::new);
    }

    /** The next that is free, reserved for this version. A number that was reserved and not used stays a gap. */
    private int number(String id, String file) {
        for (int version = latest(file) + 1; ; version++) {
            String number = file + " " + version;
            try {
                versions.insertOne(new Document("_id", number).append("content", id));
                return version;
            } catch (MongoWriteException e) {
                if (!isDuplicate(e)) {
                    throw e;
                }
                if (contentOf(number).filter(id::equals).isPresent()) {
                    return version; // by an attempt before this one
                }
            }
        }
    }

    private Optional<String> contentOf(String number) {
        return Optional.ofNullable(versions.find(Filters.eq("_id", number)).first())
                .map(reserved -> reserved.getString("content"));
    }

    private int latest(String file) {
        Document latest = files.find(Filters.eq("file", file))
                .sort(Sorts.descending("version"))
                .first();
        return latest == null ? 0 : latest.getInteger("version");
    }

    Optional<StoredFile> find(String id) {
        return Optional.ofNullable(files.find(Filters.and(Filters.eq("_id", id), Filters.eq("state", STORED)))
                        .first())
                .map(FileStore::read);
    }

    /** A version of a file. */
    Optional<StoredFile> find(String file, int version) {
        return contentOf(file + " " + version).flatMap(this::find).filter(found -> found.version() == version);
    }

    /** All versions of all files of an owner, in the order in which the files came. */
    List<StoredFile> of(FileOwner owner) {
        List<StoredFile> all = new ArrayList<>();
        files.find(Filters.and(Filters.eq("owner", key(owner)), Filters.eq("state", STORED)))
                .sort(Sorts.ascending("file", "version"))
                .forEach(found -> all.add(read(found)));
        return all;
    }

    /** Its content, piece by piece; {@link java.io.UncheckedIOException} where one is missing. */
    InputStream open(StoredFile file) {
        long count = (file.length() + FilePieces.LENGTH - 1) / FilePieces.LENGTH;
        return pieces.read(file.id(), (int) count);
    }

    /** Takes away all of an owner, as when it is erased. */
    void remove(FileOwner owner) {
        files.updateMany(
                Filters.eq("owner", key(owner)),
                Updates.combine(Updates.set("state", SWEPT), Updates.set("begun", Date.from(Instant.EPOCH))));
        sweep();
    }

    /** Deletes what began to arrive and never did, and what was taken away. */
    void sweep() {
        Date late = Date.from(machine.instant().minus(ARRIVES_WITHIN));
        Bson due = Filters.and(Filters.in("state", ARRIVING, SWEPT), Filters.lt("begun", late));
        List<String> ids = new ArrayList<>();
        files.find(due).forEach(found -> ids.add(found.getString("_id")));
        for (String id : ids) {
            // one that began anew in the meantime is spared
            if (files.updateOne(Filters.and(Filters.eq("_id", id), due), Updates.set("state", SWEPT))
                            .getMatchedCount()
                    == 1) {
                delete(id);
            }
        }
    }

    private void discard(String id) {
        if (files.updateOne(
                                Filters.and(Filters.eq("_id", id), Filters.eq("state", ARRIVING)),
                                Updates.set("state", SWEPT))
                        .getMatchedCount()
                == 1) {
            delete(id);
        }
    }

    private void delete(String id) {
        Document swept = files.find(Filters.eq("_id", id)).first();
        if (swept != null) {
            pieces.delete(id, swept.getInteger("pieces", 0));
            versions.deleteOne(Filters.and(
                    Filters.eq("_id", swept.getString("file") + " " + swept.getInteger("version")),
                    Filters.eq("content", id)));
            files.deleteOne(Filters.and(Filters.eq("_id", id), Filters.eq("state", SWEPT)));
        }
    }

    private static StoredFile read(Document found) {
        return new StoredFile(
                found.getString("_id"),
                new FileOwner(found.getString("kind"), found.getString("ownerId")),
                found.getString("file"),
                found.getInteger("version"),
                found.getString("name"),
                found.getString("type"),
                Objects.requireNonNull(found.getLong("length")),
                found.getString("sha256"),
                found.getDate("at").toInstant(),
                found.getString("by"));
    }

    private static String key(FileOwner owner) {
        return owner.kind() + " " + owner.id();
    }

    private static boolean isDuplicate(MongoWriteException e) {
        return e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
