package org.crimealliance.platform.inbox;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.MessageListener;

/** Handles one message: passes over what nobody reads, parks what has to wait, dispatches the rest. */
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
        if (dispatcher.reads(envelope.type()) && !deadLetters.park(message, envelope)) {
            dispatcher.dispatch(envelope);
        }
    }
}
