package org.crimealliance.platform.inbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;

/** Stops reading a topic whose next event is gone, or nobody knows any more which it is: going on would lose events without a word. */
final class InboxErrorHandler extends DefaultErrorHandler {

    private final FirstStart firstStart;
    private final InboxHealth health;

    InboxErrorHandler(ConsumerRecordRecoverer recoverer, BackOff backOff, FirstStart firstStart, InboxHealth health) {
        super(recoverer, backOff);
        this.firstStart = firstStart;
        this.health = health;
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InvalidOffsetException gap) {
                Map<TopicPartition, String> gone = gone(gap, consumer);
                if (!gone.isEmpty()) {
                    health.gap(gone);
                    container.stopAbnormally(() -> {});
                }
                return;
            }
        }
        super.handleOtherException(thrown, consumer, container, batchListener);
    }

    /** What is gone, by partition. None where reading had only not begun yet, as a server was away. */
    private Map<TopicPartition, String> gone(InvalidOffsetException gap, Consumer<?, ?> consumer) {
        Map<TopicPartition, String> gone = new HashMap<>();
        if (gap instanceof OffsetOutOfRangeException range) {
            range.offsetOutOfRangePartitions()
                    .forEach((partition, position) -> gone.put(partition, "events from " + position + " on are gone"));
        } else {
            firstStart
                    .begin(consumer, gap.partitions())
                    .forEach(partition -> gone.put(partition, "the position of the group is gone"));
        }
        return gone;
    }
}
