package org.crimealliance.platform.outbox;

import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * An event at the head of its outbox that the broker refuses for good. The later events of its aggregate wait behind it,
 * as they would be fenced by their numbers; all other aggregates go on.
 *
 * @param waiting how many events of the aggregate wait, with this one
 */
public record Undeliverable(String collection, String aggregateId, OutboxEntry entry, String error, int waiting) {

    private static final List<Class<? extends Exception>> FOR_GOOD = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            SerializationException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class);

    /** Whether sending it once more can only end in the same way. */
    static boolean isRefusedForGood(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (FOR_GOOD.stream().anyMatch(cause.getClass()::equals)) {
                return true;
            }
        }
        return false;
    }
}
