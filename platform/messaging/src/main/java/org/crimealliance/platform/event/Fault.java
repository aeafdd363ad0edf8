package org.crimealliance.platform.event;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteConcernException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import tools.jackson.core.JacksonException;

/** The one answer to what went wrong: for what arrives by HTTP (503, 400 or 500), for what arrives by a topic, and at the start. */
public enum Fault {

    /** The store, the broker or the network is away, or somebody else was faster: it heals, and until then it is tried again. */
    PASSING,
    /** The message cannot be read, now or ever: no second try. */
    POISON,
    /** A mistake of ours, or something that is not there yet: a few tries, then people look into it. */
    OURS;

    private static final List<Class<? extends Throwable>> PASS = List.of(
            PassingException.class,
            DataAccessResourceFailureException.class,
            TransientDataAccessException.class,
            MongoSocketException.class,
            MongoTimeoutException.class,
            MongoServerUnavailableException.class,
            MongoConnectionPoolClearedException.class,
            MongoNotPrimaryException.class,
            MongoNodeIsRecoveringException.class,
            MongoWriteConcernException.class, // done on a primary that stepped down, perhaps: no majority has it
            MongoCursorNotFoundException.class,
            MongoInterruptedException.class,
            RetriableException.class,
            RejectedExecutionException.class); // such as too many documents at once

    /** What a server says, in an exception of no type of its own, when another answer may come a moment later. */
    private static final Set<Integer> PASSING_CODES = Set.of(
            6, // HostUnreachable
            7, // HostNotFound
            89, // NetworkTimeout
            134, // ReadConcernMajorityNotAvailableYet
            262, // ExceededTimeLimit
            9001); // SocketException

    private static final String PASSING_LABEL = "RetryableWriteError";

    private static final List<Class<? extends Throwable>> POISONOUS =
            List.of(MalformedEventException.class, JacksonException.class);

    /** The types of what passes; {@link #of} knows more by what the store says. */
    public static List<Class<? extends Throwable>> passing() {
        return PASS;
    }

    /** By the failure itself or what caused it. */
    public static Fault of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOneOf(PASS, cause) || isCalledPassing(cause)) {
                return PASSING;
            }
            if (isOneOf(POISONOUS, cause)) {
                return POISON;
            }
        }
        return OURS;
    }

    private static boolean isCalledPassing(Throwable failure) {
        return failure instanceof MongoException mongo
                && (mongo.hasErrorLabel(PASSING_LABEL) || PASSING_CODES.contains(mongo.getCode()));
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> types, Throwable failure) {
        return types.stream().anyMatch(type -> type.isInstance(failure));
    }
}
