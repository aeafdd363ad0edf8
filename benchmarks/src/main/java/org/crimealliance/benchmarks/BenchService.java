package org.crimealliance.benchmarks;

import com.mongodb.client.model.Updates;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.inbox.Subscriptions;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.store.ReadModels;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The smallest service that the platform carries: one aggregate with one fact, which it also reads. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class BenchService {

    /** About as large as an application for membership. */
    record Application(String name, String country, String street, String city, String contact, int changes) {

        static Application numbered(long number) {
            return new Application(
                    "Association for the Prevention of Crime No. " + number,
                    "AT",
                    "Beispielgasse " + number,
                    "1220 Wien",
                    "office" + number + "@example.org",
                    0);
        }

        Application changed() {
            return new Application(name, country, street, city, contact, changes + 1);
        }
    }

    @WireName("bench.application-noted.v1")
    record ApplicationNoted(String name, String country, String contact) {

        static ApplicationNoted of(Application application) {
            return new ApplicationNoted(application.name(), application.country(), application.contact());
        }
    }

    /** When a command was acknowledged, and how long its effect took from there. */
    static final class Stopwatch {
        final Map<String, Long> committed = new ConcurrentHashMap<>();
        final ConcurrentLinkedQueue<Long> delays = new ConcurrentLinkedQueue<>();

        void effect(String id) {
            Long began = committed.remove(id);
            if (began != null) {
                delays.add(System.nanoTime() - began);
            }
        }
    }

    @Bean
    Stopwatch stopwatch() {
        return new Stopwatch();
    }

    @Bean
    AggregateStore<Application> applications(AggregateStores stores) {
        return stores.of("applications", Application.class);
    }

    @Bean
    Subscriptions subscriptions(ReadModels models, Stopwatch stopwatch) {
        return Subscriptions.of(Subscription.on("bench.application-noted.v1", ApplicationNoted.class, event -> {
            if (stopwatch.committed.containsKey(
                    event.subject())) { // the other rows measure without a consumer's writes
                models.apply(
                        "noted",
                        event.subject(),
                        event,
                        Updates.set("name", event.data().name()));
                stopwatch.effect(event.subject());
            }
        }));
    }
}
