package org.crimealliance.sample.bad.order;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Date;
import org.bson.Document;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.work.Sweeper;
import org.crimealliance.sample.other.Foreign;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.repository.Repository;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

@Component
class OrderServiceImpl {

    static int counter;

    @Autowired
    AggregateStore<String> orders;

    @Value("x")
    String setting;

    MongoTemplate mongo;

    private final Sweeper hidden = new Sweeper("hidden", Duration.ofHours(1), this::breakEverything);

    @Scheduled(fixedDelay = 1)
    void breakEverything() {
        Instant instant = Instant.now();
        LocalDate date = LocalDate.now(ZoneId.of("Europe/Vienna"));
        Clock clock = Clock.systemUTC();
        InstantSource source = InstantSource.system();
        Date old = new Date();
        long millis = System.currentTimeMillis();
        mongo.save(new Document("at", instant + " " + date + clock + source + old + millis));
        mongo.getCollection("orders").replaceOne(new Document(), new Document());
    }

    record Line(Foreign foreign) {}

    interface Orders extends Repository<String, String> {}
}
