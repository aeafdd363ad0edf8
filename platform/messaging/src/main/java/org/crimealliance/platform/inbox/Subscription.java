package org.crimealliance.platform.inbox;

import org.crimealliance.platform.event.ReceivedEvent;

/**
 * What a service does about one sort of event. The payload type is the service's own small record: it names only the
 * fields that are read here. The handler may be called twice with the same event, in two instances, and die in between.
 */
public record Subscription<T>(String type, Class<T> payload, Handler<T> handler) {

    /** Handles one event; see {@link Subscription}. */
    @FunctionalInterface
    public interface Handler<T> {
        void handle(ReceivedEvent<T> event);
    }

    public static <T> Subscription<T> on(String type, Class<T> payload, Handler<T> handler) {
        return new Subscription<>(type, payload, handler);
    }

    /** The topic of {@code membership.member-admitted.v1} is {@code membership.events.v1}. */
    public String topic() {
        return type.substring(0, type.indexOf('.')) + ".events.v1";
    }
}
