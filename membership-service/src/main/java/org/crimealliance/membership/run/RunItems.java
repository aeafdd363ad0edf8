package org.crimealliance.membership.run;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bson.Document;
import org.joda.money.Money;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * The members of a run as they were approved, in portions that are read by id. Written once, with the preview, under an id
 * of their own: what another attempt at it left, which was killed or is under way, is none of theirs.
 */
@Component
final class RunItems {

    /** Small enough that a resumed run repeats little, large enough for two processors to work on. */
    static final int PORTION = 8;

    private static final String COLLECTION = "invoiceRunItems";

    record Item(String membershipId, String name, String line, Money amount) {}

    private final MongoTemplate mongo;

    RunItems(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    void write(String itemsId, List<Item> items) {
        for (int from = 0; from < items.size(); from += PORTION) {
            List<Document> portion = items.subList(from, Math.min(from + PORTION, items.size())).stream()
                    .map(item -> new Document("membershipId", item.membershipId())
                            .append("name", item.name())
                            .append("line", item.line())
                            .append("amount", item.amount().toString()))
                    .toList();
            String id = id(itemsId, from / PORTION);
            mongo.getCollection(COLLECTION)
                    .replaceOne(
                            Filters.eq("_id", id),
                            new Document("_id", id).append("items", portion),
                            new ReplaceOptions().upsert(true));
        }
    }

    /** The members of one portion, counted from 0; none after the last. */
    List<Item> portion(String itemsId, int index) {
        Document found = mongo.getCollection(COLLECTION)
                .find(Filters.eq("_id", id(itemsId, index)))
                .first();
        return found == null ? List.of() : items(found);
    }

    /** So many of them after the first {@code skip}, in their order. */
    List<Item> page(String itemsId, int skip, int limit) {
        List<String> portions = IntStream.rangeClosed(skip / PORTION, (skip + limit - 1) / PORTION)
                .mapToObj(index -> id(itemsId, index))
                .toList();
        Map<String, Document> found = new HashMap<>();
        mongo.getCollection(COLLECTION)
                .find(Filters.in("_id", portions))
                .forEach(portion -> found.put(portion.getString("_id"), portion));
        return portions.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .flatMap(portion -> items(portion).stream())
                .skip(skip % PORTION)
                .limit(limit)
                .toList();
    }

    private static List<Item> items(Document portion) {
        return portion.getList("items", Document.class, List.of()).stream()
                .map(item -> new Item(
                        item.getString("membershipId"),
                        item.getString("name"),
                        item.getString("line"),
                        Money.parse(item.getString("amount"))))
                .toList();
    }

    private static String id(String itemsId, int index) {
        return itemsId + ":" + index;
    }
}
