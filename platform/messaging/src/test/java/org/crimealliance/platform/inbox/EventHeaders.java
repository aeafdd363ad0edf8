package org.crimealliance.platform.inbox;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.header.Headers;

/** The headers of an event that a test puts on a topic itself. */
final class EventHeaders {

    private EventHeaders() {}

    static void put(Headers headers, String id, String type, String source, String subject, int seq) {
        Map.of(
                        "ce_id",
                        id,
                        "ce_type",
                        type,
                        "ce_source",
                        source,
                        "ce_subject",
                        subject,
                        "ce_sequence",
                        Integer.toString(seq),
                        "ce_time",
                        "2020-12-07T10:00:00Z")
                .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    }
}
