package org.crimealliance.membership.invoice;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import java.util.Optional;
import org.bson.Document;
import org.bson.types.Binary;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** Documents of invoices, by the invoice's id. The first that is stored stays. */
@Component
final class InvoiceDocuments {

    private final MongoTemplate mongo;

    InvoiceDocuments(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    Optional<InvoiceDocument> find(String invoiceId) {
        Document found = documents().find(Filters.eq("_id", invoiceId)).first();
        return Optional.ofNullable(found)
                .map(document -> new InvoiceDocument(
                        document.getString("fileName"),
                        document.getString("mediaType"),
                        document.get("bytes", Binary.class).getData()));
    }

    /** Stores it, or returns what somebody else stored before. */
    InvoiceDocument keep(String invoiceId, InvoiceDocument document) {
        try {
            documents()
                    .insertOne(new Document("_id", invoiceId)
                            .append("fileName", document.fileName())
                            .append("mediaType", document.mediaType())
                            .append("sha256", document.sha256())
                            .append("bytes", new Binary(document.bytes())));
            return document;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
                return find(invoiceId).orElseThrow();
            }
            throw e;
        }
    }

    private MongoCollection<Document> documents() {
        return mongo.getCollection("invoiceDocuments");
    }
}
