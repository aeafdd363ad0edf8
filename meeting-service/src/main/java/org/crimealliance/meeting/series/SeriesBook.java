package org.crimealliance.meeting.series;

import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.outcome.Refusal;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** All series. A series never changes once it is there. */
@Component
public class SeriesBook {

    private static final String COLLECTION = "series";

    private final MongoTemplate mongo;

    SeriesBook(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    /** The same series again is the one that is there. */
    Outcome<Series> add(Series series) {
        Document document = new Document();
        mongo.getConverter().write(series, document);
        document.append("_id", series.seriesId()); // derived from the key: of two at once, one is told
        try {
            mongo.insert(document, COLLECTION);
        } catch (DuplicateKeyException taken) {
            if (find(series.seriesId()).filter(series::equals).isPresent()) {
                return Outcome.done(series);
            }
            return Outcome.refused(Refusal.conflict(
                    "key-taken", "There is a series with the key " + series.key() + " already. Choose another."));
        }
        return Outcome.done(series);
    }

    public Optional<Series> find(String seriesId) {
        return Optional.ofNullable(mongo.findById(seriesId, Document.class, COLLECTION))
                .map(this::read);
    }

    /** The series of something that has one: it cannot be missing. */
    public Series get(String seriesId) {
        return find(seriesId).orElseThrow(() -> new IllegalStateException("series " + seriesId + " is gone"));
    }

    /** By key. */
    public List<Series> all() {
        return mongo.find(new Query().with(Sort.by("key")), Document.class, COLLECTION).stream()
                .map(this::read)
                .toList();
    }

    public List<Series> ofKind(Series.Kind kind) {
        return all().stream().filter(series -> series.kind() == kind).toList();
    }

    private Series read(Document document) {
        return mongo.getConverter().read(Series.class, document);
    }
}
