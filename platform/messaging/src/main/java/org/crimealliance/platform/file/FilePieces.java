package org.crimealliance.platform.file;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;

/** A content in documents of their own, each found by its {@code _id}: the content's id and its place. */
final class FilePieces {

    static final int LENGTH = 256 * 1024;

    private static final int AT_ONCE = 100;

    private final MongoCollection<Document> pieces;

    FilePieces(MongoCollection<Document> pieces) {
        this.pieces = pieces;
    }

    void put(String content, int place, byte[] piece) {
        String id = id(content, place);
        pieces.replaceOne(
                Filters.eq("_id", id),
                new Document("_id", id).append("bytes", new Binary(piece)),
                new ReplaceOptions().upsert(true));
    }

    /** Reads one piece after the other, as they are wanted. */
    InputStream read(String content, int count) {
        return new SequenceInputStream(new Enumeration<InputStream>() {
            private int next;

            @Override
            public boolean hasMoreElements() {
                return next < count;
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(get(content, next++));
            }
        });
    }

    private byte[] get(String content, int place) {
        Document piece = pieces.find(Filters.eq("_id", id(content, place))).first();
        if (piece == null) {
            throw new UncheckedIOException(new IOException("piece " + place + " of " + content + " is not there"));
        }
        return piece.get("bytes", Binary.class).getData();
    }

    /** Deletes the first {@code count}, as far as they are there. */
    void delete(String content, int count) {
        for (int from = 0; from < count; from += AT_ONCE) {
            List<String> ids = IntStream.range(from, Math.min(count, from + AT_ONCE))
                    .mapToObj(place -> id(content, place))
                    .toList();
            pieces.deleteMany(Filters.in("_id", ids));
        }
    }

    private static String id(String content, int place) {
        return content + " " + place;
    }
}
