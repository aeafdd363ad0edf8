package org.crimealliance.platform.inbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;

/** Handles one message: passes over what nobody reads, keeps what only a newer version reads, parks what has to wait, dispatches the rest. */
final class InboxListener implements MessageListener<String, String> {

    private final EventDispatcher dispatcher;
    private final DeadLetters deadLetters;

    InboxListener(EventDispatcher dispatcher, DeadLetters deadLetters) {
        this.dispatcher = dispatcher;
        this.deadLetters = deadLetters;
    }

    @Override
    public void onMessage(ConsumerRecord<String, String> message) {
        Envelope envelope = Envelope.of(message);
        try {
            if (!dispatcher.reads(envelope.type())) {
                deadLetters.leaveToNewer(message, envelope);
            } else if (!deadLetters.park(message, envelope)) {
                dispatcher.dispatch(envelope);
            }
        } catch (Error e) {
            // an Error would stop the container, and the next one to take over the partition
            throw new IllegalStateException("the handler of " + envelope.type() + " broke: " + e, e);
        }
    }
}
