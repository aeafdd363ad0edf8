package org.crimealliance.membership;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** Indexes for the lists. Nothing rests on them but speed: what must be unique is so by its {@code _id}. */
@Component
final class DeclaredIndexes {

    private final MongoTemplate mongo;

    DeclaredIndexes(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    @EventListener(ApplicationReadyEvent.class)
    void declare() {
        declare("memberships", "state._class");
        declare("invoices", "state.numbering.sortKey");
        declare("invoices", "state.content.feeYear");
        declare("invoices", "state.content.membershipId");
        declare("invoiceRuns", "state._class");
        declare("firstInvoices", "state._class");
        declare("officers", "state._class");
        declare("applicationForms", "state._class");
    }

    private void declare(String collection, String field) {
        mongo.indexOps(collection).createIndex(new Index(field, Direction.ASC));
    }
}
