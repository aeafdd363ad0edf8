package org.crimealliance.platform.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.inbox.Subscription;
import org.crimealliance.platform.inbox.Subscriptions;
import org.crimealliance.platform.outbox.WireName;
import org.crimealliance.platform.person.PersonKeys.Key;
import org.crimealliance.platform.seal.PersonSeal;
import org.crimealliance.platform.seal.WrappingKey;
import org.crimealliance.platform.store.AggregateStore;
import org.crimealliance.platform.store.AggregateStores;
import org.crimealliance.platform.testkit.Backbone;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestPersons;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.data.annotation.TypeAlias;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.TestPropertySource;

/** What is told of a person can be read by those who may know, and by nobody once the person is erased. */
@ServiceTest
@TestPropertySource(properties = {"spring.application.name=ledger-service", "alliance.topic=ledger.events.v1"})
class PersonalEventsIT {

    private static final String TYPE = "ledger.person-named.v1";
    private static final String KEYS = "ledger.keys.v1";
    private static final WrappingKey WRAPPING = new WrappingKey(TestPersons.SECRET);
    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    @TypeAlias("named-person")
    record Named(String id, String name) {}

    record Contact(String name, String language) {}

    record Guest(String id, String email) {}

    @WireName(TYPE)
    record PersonNamed(String personId, Contact contact, List<Guest> guests) {}

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {
        @Bean
        AggregateStore<Named> people(AggregateStores stores) {
            return stores.of("people", Named.class);
        }

        @Bean
        PersonErasure peopleErasure(MongoTemplate mongo) {
            return person -> mongo.getCollection("people").deleteOne(new Document("_id", person));
        }

        @Bean
        Subscriptions subscriptions() {
            return Subscriptions.of(Subscription.on(TYPE, PersonNamed.class, event -> {
                NAMES.put(event.subject(), event.data().contact().name());
                event.data().guests().forEach(guest -> NAMES.put(guest.id(), guest.email()));
            }));
        }
    }

    @Autowired
    AggregateStore<Named> people;

    @Autowired
    PersonKeys keys;

    @Autowired
    PersonKeyFeed feed;

    @Autowired
    EventSealer events;

    @Autowired
    EventOpener opener;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    ConsumerFactory<String, String> consumers;

    @Autowired
    KafkaTemplate<String, String> kafka;

    private final String run = UUID.randomUUID().toString().substring(0, 8);

    @Test
    void the_wire_shows_nobody_and_the_handler_reads_everybody() {
        name("anna" + run, "Anna Beispiel");
        await().untilAsserted(() -> assertThat(NAMES)
                .containsEntry("anna" + run, "Anna Beispiel")
                .containsEntry("guest-anna" + run, "guest@example.org"));
        assertThat(TestPersons.messages("ledger.events.v1").get("anna" + run))
                .contains("person:anna" + run + "#", "\"language\":\"de\"")
                .doesNotContain("Beispiel", "guest@");
    }

    @Test
    void what_was_told_in_clear_before_is_read_as_it_is() {
        String person = "old" + run;
        String clear = payload(person, "person:nobody#1:" + "A".repeat(40));
        assertThat(opener.opened(TYPE, payload(person, "Otto Beispiel"))).contains("Otto Beispiel");
        await().ignoreExceptions() // until it is sure that there is no such key
                .untilAsserted(() -> assertThat(opener.opened("ledger.other-thing.v1", clear))
                        .isEqualTo(clear));
    }

    @Test
    void an_erased_person_is_read_as_erased_by_everybody_from_the_topics_beginning() {
        String person = "bert" + run;
        name(person, "Bert Beispiel");
        await().until(() -> NAMES.containsKey(person));
        String told =
                Objects.requireNonNull(TestPersons.messages("ledger.events.v1").get(person));
        keys.erase(person);
        await().untilAsserted(() -> assertThat(opener.opened(TYPE, told))
                .contains("\"name\":\"erased\"")
                .as("another person")
                .contains("guest@example.org"));

        PersonKeyFeed later = feed(words -> {});
        EventOpener reader = new EventOpener(later);
        assertThatThrownBy(() -> reader.opened(TYPE, told))
                .as("nothing read yet: not erased for sure")
                .satisfies(thrown -> assertThat(Fault.of(thrown)).isEqualTo(Fault.PASSING));
        later.start();
        try {
            assertThat(reader.opened(TYPE, told)).contains("\"name\":\"erased\"");
        } finally {
            later.stop();
        }
    }

    @Test
    void who_comes_again_is_read_again_and_what_was_before_is_not() {
        String person = "cora" + run;
        String before = events.sealed(TYPE, payload(person, "Cora Before"));
        events.tellKeys(TYPE, before);
        keys.erase(person);
        keys.erase(person);
        String after = events.sealed(TYPE, payload(person, "Cora After"));
        events.tellKeys(TYPE, before);
        events.tellKeys(TYPE, after);
        await().ignoreExceptions().untilAsserted(() -> {
            assertThat(opener.opened(TYPE, after)).contains("Cora After");
            assertThat(opener.opened(TYPE, before)).contains("\"name\":\"erased\"");
        });
    }

    @Test
    void a_key_that_nobody_tells_blocks_nothing() {
        String unknown = PersonSeal.seal(WRAPPING.unwrap(WRAPPING.newKey()), "nobody" + run + "#1", "x");
        await().untilAsserted(() -> assertThatThrownBy(() -> opener.opened(TYPE, payload("nobody" + run, unknown)))
                .satisfies(thrown -> assertThat(Fault.of(thrown)).isEqualTo(Fault.POISON)));
    }

    @Test
    void a_key_that_comes_after_its_event_is_waited_for() {
        String person = "dora" + run;
        String sealed = events.sealed(TYPE, payload(person, "Dora Beispiel"));
        assertThatThrownBy(() -> opener.opened(TYPE, sealed))
                .satisfies(thrown -> assertThat(Fault.of(thrown)).isEqualTo(Fault.PASSING));
        events.tellKeys(TYPE, sealed);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(opener.opened(TYPE, sealed)).contains("Dora Beispiel"));
    }

    @Test
    void two_instances_make_one_key() {
        PersonKeys other = instance((keyId, word) -> {});
        Set<String> person = Set.of("emil" + run);
        assertThat(IntStream.range(0, 16)
                        .parallel()
                        .mapToObj(i -> (i % 2 == 0 ? keys : other).of(person))
                        .map(found ->
                                Objects.requireNonNull(found.get("emil" + run)).id()))
                .hasSize(16)
                .containsOnly(Objects.requireNonNull(keys.of(person).get("emil" + run))
                        .id());
    }

    @Test
    void an_erasure_that_overtakes_the_telling_has_the_last_word() {
        String person = "frida" + run;
        List<String> told = new CopyOnWriteArrayList<>();
        List<PersonKeys> slow = new ArrayList<>();
        slow.add(instance((keyId, word) -> {
            if (told.isEmpty()) {
                told.add("");
                slow.getFirst().erase(person); // meanwhile, in another instance
            }
            told.add(word.equals(PersonKeys.ERASED) ? word : "key");
        }));
        Key key = Objects.requireNonNull(slow.getFirst().of(Set.of(person)).get(person));
        slow.getFirst().tell(Set.of(key.id()));
        assertThat(told).containsExactly("", "erased", "key", "erased");
    }

    @Test
    void an_erasure_stays_where_a_slow_instance_tells_the_key_later_and_dies() {
        String person = "gerd" + run;
        Key key = Objects.requireNonNull(keys.of(Set.of(person)).get(person));
        String wrapped = Objects.requireNonNull(mongo.findById(person, Document.class, "personKeys"))
                .getString("key");
        keys.erase(person);
        kafka.send(new ProducerRecord<>(KEYS, key.id(), wrapped)).join();
        await().untilAsserted(() -> assertThat(TestPersons.messages(KEYS)).containsEntry(key.id(), PersonKeys.ERASED));
    }

    @Test
    void an_erasure_that_broke_off_is_made_whole_by_the_next_start() {
        String person = "hans" + run;
        Key key = Objects.requireNonNull(keys.of(Set.of(person)).get(person));
        keys.tell(Set.of(key.id()));
        PersonKeys dies = instance((keyId, word) -> {
            throw new KeysAwayException("killed");
        });
        assertThatThrownBy(() -> dies.erase(person)).isInstanceOf(KeysAwayException.class);
        keys.agreeWith(TestPersons.messages(KEYS));
        assertThat(TestPersons.messages(KEYS)).containsEntry(key.id(), PersonKeys.ERASED);
    }

    @Test
    void what_waits_in_the_outbox_of_an_erased_person_leaves_and_tells_nothing() {
        String person = "ida" + run;
        String sealed = events.sealed(TYPE, payload(person, "Ida Beispiel"));
        keys.erase(person);
        events.tellKeys(TYPE, sealed);
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(opener.opened(TYPE, sealed)).contains("\"name\":\"erased\""));
    }

    @Test
    void a_restored_store_erases_anew_and_takes_back_the_keys_made_since_before_it_goes_on() {
        String erased = "jana" + run;
        String since = "karl" + run;
        String again = "lena" + run;
        name(erased, "Jana Beispiel");
        name(again, "Lena Beispiel");
        await().until(() -> NAMES.containsKey(erased) && NAMES.containsKey(again));
        Map<String, Document> backup = new LinkedHashMap<>();
        for (String person : List.of(erased, again)) {
            backup.put("people/" + person, mongo.findById(person, Document.class, "people"));
            backup.put("personKeys/" + person, mongo.findById(person, Document.class, "personKeys"));
        }
        for (String person : List.of(erased, again)) {
            mongo.getCollection("people").deleteOne(new Document("_id", person));
            keys.erase(person);
        }
        Key sinceKey = Objects.requireNonNull(keys.of(Set.of(since)).get(since));
        Key againKey = Objects.requireNonNull(keys.of(Set.of(again)).get(again));
        keys.tell(Set.of(sinceKey.id(), againKey.id()));

        mongo.getCollection("personKeys").deleteOne(new Document("_id", since));
        backup.forEach((path, document) -> {
            String collection = path.substring(0, path.indexOf('/'));
            mongo.getCollection(collection).deleteOne(new Document("_id", document.getString("_id")));
            mongo.insert(document, collection);
        });
        assertThat(people.find(erased)).as("restored").isPresent();

        RestoreCheck check = new RestoreCheck(mongo, keys, "2026-11-27T10:00:00Z" + run);
        assertThat(check.isDue()).isTrue();
        PersonKeyFeed starting = feed(check);
        starting.start();
        starting.stop();
        assertThat(check.isDue()).as("once").isFalse();
        assertThat(people.find(erased)).isEmpty();
        assertThat(people.find(again)).as("what was told before the erasure").isEmpty();
        assertThat(mongo.findById(erased, Document.class, "personKeys")).doesNotContainKey("key");
        Map<String, Key> now = keys.of(Set.of(since, again));
        assertThat(Objects.requireNonNull(now.get(since)).id()).isEqualTo(sinceKey.id());
        assertThat(Objects.requireNonNull(now.get(again)).id()).isEqualTo(againKey.id());
    }

    @Test
    void a_restored_store_does_not_start_without_the_topic_of_keys() {
        Map<String, Object> away = new HashMap<>(consumers.getConfigurationProperties());
        away.put("bootstrap.servers", "127.0.0.1:1");
        PersonKeyFeed.Agreement due = new RestoreCheck(mongo, keys, "restored-" + run);
        PersonKeyFeed starting = new PersonKeyFeed(
                new DefaultKafkaConsumerFactory<>(away),
                KEYS,
                Set.of(),
                WRAPPING,
                (keyId, word) -> {},
                due,
                "ledger-service",
                Duration.ofMillis(200));
        assertThatThrownBy(starting::start)
                .satisfies(thrown -> assertThat(Fault.of(thrown)).isEqualTo(Fault.PASSING));
    }

    @Test
    void until_all_can_open_nothing_is_sealed() {
        String clear = payload("max" + run, "Max Beispiel");
        assertThat(new EventSealer(keys, false).sealed(TYPE, clear)).isEqualTo(clear);
    }

    @Test
    void a_key_topic_that_was_lost_is_told_again() {
        String person = "nora" + run;
        Key key = Objects.requireNonNull(keys.of(Set.of(person)).get(person));
        Map<String, String> told = new HashMap<>();
        instance(told::put).agreeWith(Map.of());
        assertThat(told).containsKey(key.id());
        assertThat(mongo.findById(person, Document.class, "personKeys"))
                .as("nobody is erased by it")
                .containsKey("key");
    }

    @Test
    void an_older_secret_may_go_once_a_service_has_started_with_the_new_one() {
        String person = "olga" + run;
        Key key = Objects.requireNonNull(keys.of(Set.of(person)).get(person));
        keys.tell(Set.of(key.id()));
        String newer = "the-secret-that-comes-next-0123456789abcdef";
        Map<String, String> told = new HashMap<>();
        try {
            new PersonKeys(mongo, new WrappingKey(newer + "\n" + TestPersons.SECRET), told::put, List.of())
                    .agreeWith(TestPersons.messages(KEYS));
            WrappingKey newest = new WrappingKey(newer);
            assertThat(newest.unwrap(Objects.requireNonNull(told.get(key.id()))))
                    .as("readers hear of it")
                    .isEqualTo(key.secret());
            assertThat(new PersonKeys(mongo, newest, told::put, List.of()).of(Set.of(person)))
                    .containsEntry(person, key);
            assertThatThrownBy(() -> keys.of(Set.of(person)))
                    .as("a secret that is missing is a setting, and no event's fault")
                    .satisfies(thrown -> assertThat(Fault.of(thrown)).isEqualTo(Fault.PASSING));
        } finally {
            new PersonKeys(mongo, new WrappingKey(TestPersons.SECRET + "\n" + newer), told::put, List.of())
                    .agreeWith(TestPersons.messages(KEYS));
        }
        assertThat(keys.of(Set.of(person))).containsEntry(person, key);
    }

    @Test
    void what_a_newer_version_has_sealed_is_opened_though_this_one_s_schemas_do_not_mark_it() {
        String person = "paul" + run;
        Key key = Objects.requireNonNull(keys.of(Set.of(person)).get(person));
        keys.tell(Set.of(key.id()));
        String sealed = PersonSeal.seal(key.secret(), key.id(), "Paul Beispiel");
        String payload = "{\"personId\":\"" + person + "\",\"notes\":[{\"by\":\"" + sealed + "\"}],\"guests\":[]}";
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(opener.opened(TYPE, payload)).contains("\"by\":\"Paul Beispiel\""));
        keys.erase(person);
        await().untilAsserted(() -> assertThat(opener.opened(TYPE, payload)).contains("\"by\":\"erased\""));
        String typed =
                "{\"personId\":\"" + person + "\",\"word\":\"person:" + person + "#none:" + "A".repeat(40) + "\"}";
        await().ignoreExceptions()
                .untilAsserted(() -> assertThat(opener.opened(TYPE, typed))
                        .as("only looks like it, and stops nothing")
                        .isEqualTo(typed));
    }

    @Test
    void a_topic_of_keys_that_is_not_there_keeps_the_others_from_nobody() {
        String late = "late" + run + ".keys.v1";
        String person = "rita" + run;
        Key key = Objects.requireNonNull(keys.of(Set.of(person)).get(person));
        keys.tell(Set.of(key.id()));
        PersonKeyFeed reader = feed(Set.of(late), (keyId, word) -> {}, words -> {});
        reader.start();
        try {
            assertThat(reader.key(KEYS, key.id())).isEqualTo(key.secret());
            assertThatThrownBy(() -> reader.key(late, "sven#1"))
                    .satisfies(thrown -> assertThat(Fault.of(thrown)).isEqualTo(Fault.PASSING));
            make(late);
            kafka.send(new ProducerRecord<>(late, "sven#1", WRAPPING.newKey())).join();
            await().ignoreExceptionsMatching(thrown -> Fault.of(thrown) == Fault.PASSING)
                    .untilAsserted(() -> assertThat(reader.key(late, "sven#1")).isNotNull());
            assertThat(reader.restarts()).isZero();
        } finally {
            reader.stop();
        }
    }

    @Test
    void an_agreement_that_fails_keeps_the_keys_from_nobody_and_is_tried_again() {
        AtomicInteger tries = new AtomicInteger();
        PersonKeyFeed reader = feed(words -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalStateException("a document that cannot be read");
            }
        });
        reader.start(); // returns when they agree
        reader.stop();
        assertThat(reader.hasAgreed()).isTrue();
        assertThat(reader.restarts()).isOne();
        assertThat(tries).hasValue(2);
    }

    @Test
    void a_word_that_is_nobody_s_is_told_so_that_brokers_clean_away_what_was_erased_before() {
        Map<String, String> told = new ConcurrentHashMap<>();
        PersonKeyFeed reader =
                feed(Set.of(), told::put, words -> assertThat(words).doesNotContainKey(PersonKeyFeed.NOBODY));
        reader.start();
        await().untilAsserted(() -> assertThat(told).containsKey(PersonKeyFeed.NOBODY));
        reader.stop();
        keys.agreeWith(Map.of(PersonKeyFeed.NOBODY, PersonKeyFeed.NOBODY));
        assertThat(mongo.findById(PersonKeyFeed.NOBODY, Document.class, "personKeys"))
                .isNull();
    }

    private static void make(String topic) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", Backbone.get().kafka()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)));
        }
    }

    private PersonKeys instance(KeyTopic topic) {
        return new PersonKeys(mongo, WRAPPING, topic, List.of());
    }

    private PersonKeyFeed feed(Consumer<Map<String, String>> with) {
        return feed(Set.of(), (keyId, word) -> {}, with);
    }

    private PersonKeyFeed feed(PersonKeyFeed.Agreement agreement) {
        return feed(Set.of(), (keyId, word) -> {}, agreement);
    }

    private PersonKeyFeed feed(Set<String> others, KeyTopic topic, PersonKeyFeed.Agreement agreement) {
        return new PersonKeyFeed(
                consumers, KEYS, others, WRAPPING, topic, agreement, "ledger-service", Duration.ofSeconds(30));
    }

    private PersonKeyFeed feed(Set<String> others, KeyTopic topic, Consumer<Map<String, String>> with) {
        return feed(others, topic, new PersonKeyFeed.Agreement() {
            @Override
            public boolean isDue() {
                return true;
            }

            @Override
            public void with(Map<String, String> words) {
                with.accept(words);
            }
        });
    }

    private static String payload(String person, @Nullable String name) {
        return "{\"personId\":\"" + person + "\",\"contact\":{\"name\":\"" + name
                + "\",\"language\":\"de\"},\"guests\":[]}";
    }

    private void name(String person, String name) {
        people.create(
                person,
                new Named(person, name),
                List.of(new PersonNamed(
                        person, new Contact(name, "de"), List.of(new Guest("guest-" + person, "guest@example.org")))));
    }
}
