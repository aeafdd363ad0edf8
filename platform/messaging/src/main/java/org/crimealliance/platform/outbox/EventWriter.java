package org.crimealliance.platform.outbox;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.bson.Document;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.provenance.Provenance;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Turns events into outbox entries: number, time, actor, correlation and trace are added here and nowhere else. */
public final class EventWriter {

    private final JsonMapper json;
    private final Clock clock;
    private final InstantSource machine;
    private final Ids ids;
    private final @Nullable Tracer tracer;
    private final BinaryOperator<String> seal;

    /**
     * @param clock the domain's time, when an event became true
     * @param machine the machine's time, since when it waits to be sent
     * @param seal of a wire name and a payload: as it is written down
     */
    public EventWriter(
            JsonMapper json,
            Clock clock,
            InstantSource machine,
            Ids ids,
            @Nullable Tracer tracer,
            BinaryOperator<String> seal) {
        this.json = json;
        this.clock = clock;
        this.machine = machine;
        this.ids = ids;
        this.tracer = tracer;
        this.seal = seal;
    }

    /** The entries for {@code events}, numbered after {@code lastSeq}. */
    public List<Document> entries(long lastSeq, List<?> events) {
        Instant now = clock.instant();
        Provenance provenance = Provenance.current();
        List<Document> entries = new ArrayList<>(events.size());
        long seq = lastSeq;
        for (Object event : events) {
            seq++;
            entries.add(new OutboxEntry(
                            ids.next(),
                            seq,
                            wireName(event),
                            now,
                            provenance.actor(),
                            provenance.correlationId(),
                            traceparent(),
                            seal.apply(wireName(event), json.writeValueAsString(event)))
                    .toDocument(machine.instant()));
        }
        return entries;
    }

    private static String wireName(Object event) {
        WireName name = event.getClass().getAnnotation(WireName.class);
        if (name == null) {
            throw new IllegalArgumentException(event.getClass() + " has no @WireName");
        }
        return name.value();
    }

    private @Nullable String traceparent() {
        Span span = tracer == null ? null : tracer.currentSpan();
        if (span == null) {
            return null;
        }
        TraceContext context = span.context();
        String flags = Boolean.TRUE.equals(context.sampled()) ? "01" : "00";
        return "00-" + context.traceId() + "-" + context.spanId() + "-" + flags;
    }
}
