package org.crimealliance.stack.backbone;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index may find less to look at, never another answer. */
class NarrowingIndexIT {

    private final Store store = Store.inMemory(0);
    private final MongoClient client = MongoClients.create(store.uri());
    private final MongoCollection<Document> documents =
            client.getDatabase("narrowing").getCollection("documents");

    @BeforeEach
    void fill() {
        documents.createIndex(Indexes.ascending("number"), new IndexOptions().unique(true));
        documents.createIndex(
                Indexes.ascending("year", "code"),
                new IndexOptions().unique(true).sparse(true));
        for (int i = 0; i < 20; i++) {
            Document document = new Document("_id", "d" + i).append("number", i).append("version", i % 3);
            if (i % 2 == 0) {
                document.append("year", 2020).append("code", "c" + i);
            }
            documents.insertOne(document);
        }
    }

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    @Test
    void the_rest_of_the_query_still_counts() {
        assertThat(found(and(eq("_id", "d4"), eq("version", 1)))).containsExactly("d4");
        assertThat(found(and(eq("_id", "d4"), eq("version", 2)))).isEmpty();
        assertThat(found(new Document("_id", "d4").append("version", 1))).containsExactly("d4");
        assertThat(found(new Document("_id", "d4").append("version", 2))).isEmpty();
        assertThat(found(and(and(eq("_id", "d4"), exists("year")), lte("version", 1))))
                .containsExactly("d4");
        assertThat(found(and(eq("_id", "d4"), or(eq("version", 2), eq("number", 4)))))
                .containsExactly("d4");
        assertThat(found(and(eq("_id", "d4"), eq("_id", "d5")))).isEmpty();
        assertThat(found(and(in("_id", "d1", "d2", "d3", "nobody"), eq("version", 2))))
                .containsExactly("d2");
        assertThat(found(and(gt("number", 17), eq("version", 0)))).containsExactly("d18");
        assertThat(found(and(ne("_id", "d0"), eq("version", 0), lte("number", 3))))
                .containsExactly("d3");
        assertThat(found(and(regex("_id", "^d1.$"), eq("version", 1)))).containsExactly("d10", "d13", "d16", "d19");
        assertThat(found(or(eq("_id", "d1"), eq("_id", "d2")))).containsExactly("d1", "d2");
    }

    @Test
    void keys_of_two_parts_and_what_they_do_not_know() {
        assertThat(found(and(eq("year", 2020), eq("code", "c6"), eq("version", 0))))
                .containsExactly("d6");
        assertThat(found(and(eq("year", 2020), eq("code", "c6"), eq("version", 1))))
                .isEmpty();
        assertThat(found(and(eq("year", 2020), lte("number", 4)))).containsExactly("d0", "d2", "d4");
        assertThat(found(and(eq("year", null), eq("code", null), lte("number", 3))))
                .containsExactly("d1", "d3");
    }

    @Test
    void compare_and_set_takes_the_version_it_read_and_no_other() {
        Bson next = Updates.inc("version", 1);
        assertThat(documents
                        .updateOne(and(eq("_id", "d1"), eq("version", 1)), next)
                        .getMatchedCount())
                .isEqualTo(1);
        assertThat(documents
                        .updateOne(and(eq("_id", "d1"), eq("version", 1)), next)
                        .getMatchedCount())
                .isZero();
        assertThat(documents.findOneAndUpdate(and(eq("_id", "d1"), lte("version", 1)), next))
                .isNull();
        assertThat(documents.deleteOne(and(eq("_id", "d1"), eq("version", 1))).getDeletedCount())
                .isZero();
        assertThat(documents.deleteOne(and(eq("_id", "d1"), eq("version", 2))).getDeletedCount())
                .isEqualTo(1);
        assertThat(found(eq("_id", "d1"))).isEmpty();
    }

    @Test
    void unique_stays_unique() {
        assertThatThrownBy(() -> documents.insertOne(new Document("_id", "d3")))
                .isInstanceOf(MongoWriteException.class);
        assertThatThrownBy(() -> documents.updateOne(eq("_id", "d3"), Updates.set("number", 4)))
                .isInstanceOf(MongoWriteException.class);
        documents.dropIndex("number_1");
        documents.updateOne(eq("_id", "d3"), Updates.set("number", 4));
        assertThat(found(and(eq("number", 4), ne("_id", "d4")))).containsExactly("d3");
    }

    private List<String> found(Bson query) {
        return documents
                .find(query)
                .sort(new Document("number", 1))
                .map(document -> document.getString("_id"))
                .into(new java.util.ArrayList<>());
    }
}
