package org.crimealliance.sample.bad.order;

import org.bson.Document;

record Order(String id) {
    Document toDocument() {
        return new Document("_id", id);
    }
}
