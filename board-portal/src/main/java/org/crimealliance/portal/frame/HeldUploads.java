package org.crimealliance.portal.frame;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.ReplaceOptions;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.crimealliance.platform.time.MachineClock;
import org.crimealliance.portal.session.Seal;
import org.crimealliance.portal.session.SessionIds;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * Files between their preview and the decision to import them: in the store, sealed, one a session and purpose, for an
 * hour. How large one may be is the container's limit for uploads.
 */
@Component
public class HeldUploads {

    private static final Duration HELD = Duration.ofHours(1);

    private final MongoCollection<Document> uploads;
    private final Seal seal;
    private final MachineClock machine;

    HeldUploads(MongoDatabase database, Seal seal, MachineClock machine) {
        this.uploads = database.getCollection("uploads");
        this.seal = seal;
        this.machine = machine;
    }

    public HeldUpload hold(HttpSession session, String purpose, MultipartFile file) {
        String name = file.getOriginalFilename();
        HeldUpload upload;
        try {
            upload = new HeldUpload(name == null ? "upload.csv" : name, file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String id = id(session, purpose);
        Instant now = machine.instant();
        uploads.deleteMany(lte("until", Date.from(now)));
        uploads.replaceOne(
                eq("_id", id),
                new Document("_id", id)
                        .append("until", Date.from(now.plus(HELD)))
                        .append("sealed", new Binary(seal.close(id, upload))),
                new ReplaceOptions().upsert(true));
        return upload;
    }

    public Optional<HeldUpload> held(HttpSession session, String purpose) {
        String id = id(session, purpose);
        return Optional.ofNullable(uploads.find(and(eq("_id", id), gt("until", Date.from(machine.instant()))))
                        .first())
                .flatMap(
                        found -> seal.open(id, found.get("sealed", Binary.class).getData(), HeldUpload.class));
    }

    public void forget(HttpSession session, String purpose) {
        uploads.deleteOne(eq("_id", id(session, purpose)));
    }

    private static String id(HttpSession session, String purpose) {
        return SessionIds.hash(session.getId()) + " " + purpose;
    }
}
