package org.crimealliance.platform.inbox;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/**
 * A partition that the group has never read is read from its beginning, and that is written down at once. The consumers
 * have no reset policy: where the group has a position, and the position is gone, reading stops.
 */
final class FirstStart implements ConsumerAwareRebalanceListener {

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
        List<TopicPartition> unknown = partitions.stream()
                .filter(partition -> known.get(partition) == null)
                .toList();
        if (unknown.isEmpty()) {
            return; // seeking to the beginning of no partition means of all
        }
        consumer.seekToBeginning(unknown);
        Map<TopicPartition, OffsetAndMetadata> beginnings = new HashMap<>();
        unknown.forEach(partition -> beginnings.put(partition, new OffsetAndMetadata(consumer.position(partition))));
        consumer.commitSync(beginnings);
    }
}
