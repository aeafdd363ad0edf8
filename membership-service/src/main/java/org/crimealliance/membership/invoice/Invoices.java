package org.crimealliance.membership.invoice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/** Where invoices are looked up. */
@Component
public final class Invoices {

    @Configuration
    static class Stores {
        @Bean
        AggregateStore<Invoice> invoiceStore(AggregateStores stores) {
            return stores.of("invoices", Invoice.class);
        }

        @Bean
        AggregateStore<NumberLedger> numberLedgers(AggregateStores stores) {
            return stores.of("numberLedgers", NumberLedger.class);
        }
    }

    private static final int BATCH = 1000;

    private final AggregateStore<Invoice> store;

    Invoices(AggregateStore<Invoice> store) {
        this.store = store;
    }

    public Optional<Invoice> find(String id) {
        return store.find(id).map(Stored::state);
    }

    /** All with a number for the fees of a year, in the order of their numbers. */
    public List<WithNumber> ofFeeYear(int feeYear) {
        return all(Criteria.where("state.content.feeYear").is(feeYear));
    }

    /** All that have a number. */
    public List<WithNumber> all() {
        return all(new Criteria());
    }

    /** All whose number is of this year, in order. */
    List<WithNumber> ofNumberYear(int year) {
        return all(Criteria.where("state.numbering.sortKey").gt(year + "-").lt((year + 1) + "-"));
    }

    private List<WithNumber> all(Criteria which) {
        List<WithNumber> found = new ArrayList<>();
        String cursor = "";
        while (true) {
            List<Stored<Invoice>> batch = page(which, cursor, BATCH);
            batch.forEach(stored -> found.add((WithNumber) stored.state()));
            if (batch.size() <= BATCH) {
                return found;
            }
            found.removeLast(); // the one too many begins the next batch
            cursor = found.getLast().numbering().sortKey();
        }
    }

    /** Up to {@code limit + 1} after {@code cursor}, a sort key. */
    List<Stored<Invoice>> page(Criteria which, @Nullable String cursor, int limit) {
        return store.find(Query.query(new Criteria()
                        .andOperator(
                                which, Criteria.where("state.numbering.sortKey").gt(cursor == null ? "" : cursor)))
                .with(Sort.by("state.numbering.sortKey"))
                .limit(limit + 1));
    }
}
