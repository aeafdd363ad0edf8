package org.crimealliance.platform.person;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import org.bson.Document;
import org.crimealliance.platform.seal.WrappingKey;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * The keys of the persons that this service tells of. A person has one, made when something personal is told first, and on the
 * topic of keys before the first event that needs it leaves. Erased, it is gone; who comes again gets another.
 *
 * <p>Layout: {@code {_id: person, no: which key, key: wrapped}}; erased: {@code {_id, no}}.
 */
public final class PersonKeys {

    /** The last word about a key that was deleted, and what is read where something stood of whom it belonged to. */
    public static final String ERASED = "erased";

    /** A key with the id that seals name. */
    record Key(String id, SecretKey secret) {}

    private static final String COLLECTION = "personKeys";
    private static final int TOLD = 10_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final MongoTemplate mongo;
    private final WrappingKey wrapping;
    private final KeyTopic topic;
    private final List<PersonErasure> erasures;
    /** The last ones: telling a key again does no harm. */
    private final Set<String> told =
            Collections.newSetFromMap(Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Entry<String, Boolean> eldest) {
                    return size() > TOLD;
                }
            }));

    PersonKeys(MongoTemplate mongo, WrappingKey wrapping, KeyTopic topic, List<PersonErasure> erasures) {
        this.mongo = mongo;
        this.wrapping = wrapping;
        this.topic = topic;
        this.erasures = List.copyOf(erasures);
    }

    /**
     * Whatever was told of this person cannot be read from now on, wherever it lies. Returns when the brokers know; whoever
     * erases calls it again until it has returned once. Take out first what this service itself still has to tell.
     */
    public void erase(String person) {
        Document known = Objects.requireNonNull(keys().findOneAndUpdate(
                        Filters.eq("_id", person),
                        Updates.combine(Updates.unset("key"), Updates.setOnInsert("no", random())),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER)));
        topic.put(idOf(known), ERASED);
    }

    /** The id of this person's key, if there is one. */
    public Optional<String> keyOf(String person) {
        return Optional.ofNullable(find(List.of(person)).get(person))
                .filter(known -> known.containsKey("key"))
                .map(PersonKeys::idOf);
    }

    /** As {@link #erase}, of this key alone: whoever has come again meanwhile keeps the new one. */
    public void eraseKey(String keyId) {
        keys().updateOne(
                        Filters.and(Filters.eq("_id", personOf(keyId)), Filters.eq("no", noOf(keyId))),
                        Updates.unset("key"));
        topic.put(keyId, ERASED);
    }

    /**
     * By person; made where there is none. Read each time: a key kept in memory would seal for somebody who was erased by
     * another instance, and has come again, what nobody can open.
     */
    Map<String, Key> of(Set<String> persons) {
        Map<String, Document> known = find(persons);
        boolean all = true;
        for (String person : persons) {
            Document one = known.get(person);
            if (one == null || !one.containsKey("key")) {
                if (one != null) {
                    topic.put(
                            idOf(one),
                            ERASED); // perhaps the erasure broke off: soon nothing else will know of that key
                }
                make(person);
                all = false;
            }
        }
        Map<String, Key> keys = new HashMap<>();
        (all ? known : find(persons))
                .values().stream()
                        .filter(one -> one.containsKey("key"))
                        .forEach(one -> keys.put(one.getString("_id"), new Key(idOf(one), unwrapped(one))));
        return keys;
    }

    private SecretKey unwrapped(Document one) {
        try {
            return wrapping.unwrap(one.getString("key"));
        } catch (IllegalStateException wrongSecret) { // a setting: no event is to blame
            throw new KeysAwayException(idOf(one) + ": " + wrongSecret.getMessage());
        }
    }

    private void make(String person) {
        try {
            keys().updateOne(
                            new Document("_id", person).append("key", new Document("$exists", false)),
                            Updates.combine(Updates.set("no", random()), Updates.set("key", wrapping.newKey())),
                            new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e; // else another instance was faster: its key counts
            }
        }
    }

    /** Before an event leaves that names these keys. Twice, or by two instances: the same word twice. */
    void tell(Set<String> keyIds) {
        List<String> untold =
                keyIds.stream().filter(keyId -> !told.contains(keyId)).toList();
        if (untold.isEmpty()) {
            return;
        }
        Map<String, Document> known =
                find(untold.stream().map(PersonKeys::personOf).collect(Collectors.toSet()));
        for (String keyId : untold) {
            Document one = known.get(personOf(keyId));
            if (one != null && idOf(one).equals(keyId)) { // else it was erased, and that was told
                tell(one);
            }
            told.add(keyId);
        }
    }

    private void tell(Document known) {
        topic.put(idOf(known), word(known));
        if (known.containsKey("key") && isErased(idOf(known))) {
            topic.put(idOf(known), ERASED); // meanwhile: the key must not stay the last word
        }
    }

    private boolean isErased(String keyId) {
        Document now = find(List.of(personOf(keyId))).get(personOf(keyId));
        return now == null || !now.containsKey("key") || !idOf(now).equals(keyId);
    }

    /**
     * What the topic says counts where the store is behind, because it was restored from a backup: who was erased since is
     * erased again, keys that were made since are taken back. What the topic does not know it is told. Keys that an older secret
     * has wrapped are wrapped with the one in use, and told so: after that nobody needs the older one.
     *
     * @param words by key, all that is on the topic
     */
    void agreeWith(Map<String, String> words) {
        Map<String, Map<String, String>> byPerson = new HashMap<>();
        words.forEach((keyId, word) -> {
            if (keyId.indexOf('#') > 0) { // else it is no word about a key
                byPerson.computeIfAbsent(personOf(keyId), person -> new HashMap<>())
                        .put(keyId, word);
            }
        });
        for (Document known : keys().find()) {
            String person = known.getString("_id");
            renew(known);
            agree(person, known, Objects.requireNonNullElse(byPerson.remove(person), Map.of()));
        }
        List<Document> lost = new ArrayList<>();
        byPerson.forEach((person, theirs) -> {
            if (theirs.containsValue(ERASED)) {
                agree(person, null, theirs);
            } else {
                Entry<String, String> key = theirs.entrySet().iterator().next();
                lost.add(new Document("_id", person)
                        .append("no", noOf(key.getKey()))
                        .append("key", wrapping.renewed(key.getValue())));
            }
        });
        takeBack(lost);
    }

    /** Unless it was erased, or made again, meanwhile. */
    private void renew(Document known) {
        String key = known.getString("key");
        String renewed = key == null ? null : wrapping.renewed(key);
        if (renewed != null
                && !renewed.equals(key)
                && keys().updateOne(
                                        Filters.and(Filters.eq("_id", known.getString("_id")), Filters.eq("key", key)),
                                        Updates.set("key", renewed))
                                .getMatchedCount()
                        == 1) {
            known.put("key", renewed);
        }
    }

    private void takeBack(List<Document> lost) {
        if (lost.isEmpty()) {
            return;
        }
        try {
            keys().insertMany(lost, new InsertManyOptions().ordered(false));
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().anyMatch(error -> error.getCategory() != ErrorCategory.DUPLICATE_KEY)) {
                throw e; // else another instance is at it too
            }
        }
    }

    private void agree(String person, @Nullable Document known, Map<String, String> words) {
        String keyId = known == null ? null : idOf(known);
        boolean hasKey = known != null && known.containsKey("key");
        boolean erasedSince =
                known == null ? words.containsValue(ERASED) : hasKey && ERASED.equals(words.get(idOf(known)));
        if (erasedSince) {
            erasures.forEach(erasure -> erasure.erase(person));
        }
        Optional<Entry<String, String>> another = words.entrySet().stream()
                .filter(entry ->
                        !entry.getKey().equals(keyId) && !entry.getValue().equals(ERASED))
                .findFirst();
        if (another.isPresent() && (erasedSince || !hasKey)) {
            set(person, keyId, another.get().getKey(), another.get().getValue()); // made, or made again, since
        } else if (erasedSince) {
            set(person, keyId, keyId == null ? words.keySet().iterator().next() : keyId, null);
        } else if (known != null) {
            tellAnew(known, words.get(idOf(known)));
        }
    }

    private void tellAnew(Document known, @Nullable String word) {
        if (!word(known).equals(word)) {
            tell(known);
        }
    }

    /** Unless somebody else did meanwhile. */
    private void set(String person, @Nullable String from, String keyId, @Nullable String key) {
        Document filter =
                new Document("_id", person).append("no", from == null ? new Document("$exists", false) : noOf(from));
        try {
            keys().updateOne(
                            filter,
                            Updates.combine(
                                    Updates.set("no", noOf(keyId)),
                                    key == null ? Updates.unset("key") : Updates.set("key", key)),
                            new UpdateOptions().upsert(from == null));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        }
    }

    private static String word(Document known) {
        return known.containsKey("key") ? known.getString("key") : ERASED;
    }

    private static String idOf(Document known) {
        return known.getString("_id") + "#" + known.getString("no");
    }

    private static String personOf(String keyId) {
        return keyId.substring(0, keyId.indexOf('#'));
    }

    private static String noOf(String keyId) {
        return keyId.substring(keyId.indexOf('#') + 1);
    }

    private static String random() {
        byte[] bytes = new byte[9];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private Map<String, Document> find(Collection<String> persons) {
        Map<String, Document> found = new HashMap<>();
        keys().find(persons.size() == 1 ? Filters.eq("_id", persons.iterator().next()) : Filters.in("_id", persons))
                .forEach(one -> found.put(one.getString("_id"), one));
        return found;
    }

    private MongoCollection<Document> keys() {
        return mongo.getCollection(COLLECTION);
    }
}
