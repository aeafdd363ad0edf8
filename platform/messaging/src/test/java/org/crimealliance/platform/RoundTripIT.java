package org.crimealliance.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Updates;
import java.util.List;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.inbox.Subscriptions;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.ReadModels;
import org.crimealliance.platform.testkit.ServiceTest;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A fact goes from an aggregate through the outbox and the broker into a read model. */
@ServiceTest
class RoundTripIT {

    sealed interface Account permits Open, Closed {}

    @TypeAlias("account-open")
    record Open(Money balance) implements Account {}

    @TypeAlias("account-closed")
    record Closed(String reason) implements Account {}

    @WireName("ledger.money-booked.v1")
    record MoneyBooked(Money amount) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        AggregateStore<Account> accounts(AggregateStores stores) {
            return stores.of("accounts", Account.class);
        }

        @Bean
        Subscriptions subscriptions(ReadModels models) {
            return Subscriptions.of(Subscription.on(
                    "ledger.money-booked.v1",
                    MoneyBooked.class,
                    event -> models.apply("totals", event.subject(), event, Updates.inc("bookings", 1))));
        }
    }

    @Autowired
    AggregateStore<Account> accounts;

    @Autowired
    MongoTemplate mongo;

    @Test
    void every_event_reaches_the_read_model_once() {
        accounts.create("a1", new Open(Money.parse("EUR 0.00")), List.of());
        for (int i = 0; i < 10; i++) {
            accounts.change("a1", account -> {
                Open open = (Open) account;
                Money amount = Money.parse("EUR 1.50");
                return Outcome.done(Change.<Account>to(new Open(open.balance().plus(amount)), new MoneyBooked(amount)));
            });
        }
        await().untilAsserted(() -> assertThat(mongo.findById("a1", org.bson.Document.class, "totals"))
                .isNotNull()
                .containsEntry("bookings", 10));
        assertThat(accounts.find("a1").orElseThrow().state()).isEqualTo(new Open(Money.parse("EUR 15.00")));
        await().untilAsserted(() -> assertThat(mongo.findById("a1", org.bson.Document.class, "accounts"))
                .doesNotContainKey("relayAfter")
                .containsEntry("outbox", List.of()));
        assertThat(mongo.getDb().getName()).startsWith("test-");
    }
}
