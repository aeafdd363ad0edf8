package org.crimealliance.platform.inbox;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * A partition that the group has never read is read from its beginning, and that is written down at once. The store notes
 * each partition that the group has a position of, as the broker may forget it: with its topic, or a week after the last
 * reader. The consumers have no reset policy: where there was a position, and it is gone, reading stops.
 */
final class FirstStart implements ConsumerAwareRebalanceListener {

    static final String COLLECTION = "readPartitions";

    private final MongoTemplate mongo;
    private final InboxHealth health;

    FirstStart(MongoTemplate mongo, InboxHealth health) {
        this.mongo = mongo;
        this.health = health;
    }

    /** Where it fails, a partition without a position ends its reader, which is started again. */
    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
        Set<String> noted = noted(partitions);
        List<TopicPartition> fresh = new ArrayList<>();
        Map<TopicPartition, String> gone = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (known.get(partition) == null && noted.contains(partition.toString())) {
                gone.put(partition, "the position of the group is gone");
            } else if (known.get(partition) == null) {
                fresh.add(partition);
            }
        }
        if (!gone.isEmpty()) {
            health.gap(gone); // and the next poll ends the reader, as it knows no position
        }
        if (!fresh.isEmpty()) { // seeking to the beginning of no partition means of all
            consumer.seekToBeginning(fresh);
            Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
            fresh.forEach(partition -> beginnings.put(partition, new OffsetAndMetadata(consumer.position(partition))));
            consumer.commitSync(beginnings);
        }
        // after the position: a crash in between is made up for by the next to get the partition
        partitions.stream()
                .map(TopicPartition::toString)
                .filter(partition -> !noted.contains(partition))
                .forEach(this::note);
    }

    private Set<String> noted(Collection<TopicPartition> partitions) {
        return notes().find(Filters.in(
                        "_id", partitions.stream().map(TopicPartition::toString).toList()))
                .map(note -> note.getString("_id"))
                .into(new HashSet<>());
    }

    private void note(String partition) {
        notes().updateOne(Filters.eq("_id", partition), Updates.currentDate("since"), new UpdateOptions().upsert(true));
    }

    private MongoCollection<Document> notes() {
        return mongo.getCollection(COLLECTION);
    }
}
