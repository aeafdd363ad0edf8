package org.crimealliance.platform.inbox;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import org.crimealliance.platform.event.MalformedEventException;
import org.crimealliance.platform.event.ReceivedEvent;
import org.crimealliance.platform.provenance.Provenance;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Gives an event to the subscriptions that read its type; others are passed over. */
final class EventDispatcher {

    private final Map<String, List<Subscription<?>>> byType;
    private final JsonMapper json;
    private final BinaryOperator<String> open;

    /** @param open of a wire name and a payload: as handlers read it */
    EventDispatcher(Subscriptions subscriptions, JsonMapper json, BinaryOperator<String> open) {
        this.byType = subscriptions.all().stream().collect(Collectors.groupingBy(Subscription::type));
        this.json = json;
        this.open = open;
    }

    Set<String> types() {
        return byType.keySet();
    }

    boolean reads(String type) {
        return byType.containsKey(type);
    }

    void dispatch(Envelope envelope) {
        new Provenance(envelope.actor(), envelope.correlationId())
                .run(() -> byType.getOrDefault(envelope.type(), List.of())
                        .forEach(subscription -> handle(subscription, envelope)));
    }

    private <T> void handle(Subscription<T> subscription, Envelope envelope) {
        subscription
                .handler()
                .handle(new ReceivedEvent<>(
                        envelope.id(),
                        envelope.type(),
                        envelope.source(),
                        envelope.subject(),
                        envelope.seq(),
                        envelope.time(),
                        envelope.actor(),
                        envelope.correlationId(),
                        payload(subscription, envelope)));
    }

    private <T> T payload(Subscription<T> subscription, Envelope envelope) {
        try {
            return json.readValue(open.apply(envelope.type(), envelope.data()), subscription.payload());
        } catch (JacksonException e) {
            throw new MalformedEventException(envelope.type() + " has a payload that cannot be read", e);
        }
    }
}
