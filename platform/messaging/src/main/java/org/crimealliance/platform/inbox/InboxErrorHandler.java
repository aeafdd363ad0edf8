package org.crimealliance.platform.inbox;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;

/** Stops reading a topic whose next event is gone: going on would be losing events without a word. */
final class InboxErrorHandler extends DefaultErrorHandler {

    private final InboxHealth health;

    InboxErrorHandler(ConsumerRecordRecoverer recoverer, BackOff backOff, InboxHealth health) {
        super(recoverer, backOff);
        this.health = health;
    }

    @Override
    public void handleOtherException(
            Exception thrown, Consumer<?, ?> consumer, MessageListenerContainer container, boolean batchListener) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OffsetOutOfRangeException gap) {
                Map<TopicPartition, String> gone = new HashMap<>();
                gap.offsetOutOfRangePartitions()
                        .forEach((partition, position) ->
                                gone.put(partition, "events from " + position + " on are gone"));
                health.gap(gone);
                container.stopAbnormally(() -> {});
                return;
            }
        }
        super.handleOtherException(thrown, consumer, container, batchListener);
    }
}
