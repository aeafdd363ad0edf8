package org.crimealliance.platform.event;

import com.mongodb.MongoConnectionPoolClearedException;
import com.mongodb.MongoInterruptedException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoServerUnavailableException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import java.util.List;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import tools.jackson.core.JacksonException;

/** The one answer to what went wrong, for what arrives by HTTP (503, 400 or 500) and for what arrives by a topic alike. */
public enum Fault {

    /** The store or the network is away, or somebody else was faster: it heals, and until then it is tried again. */
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
            MongoInterruptedException.class);

    private static final List<Class<? extends Throwable>> POISONOUS =
            List.of(MalformedEventException.class, JacksonException.class);

    /** Of a failure of this type that nothing else caused. */
    public static Fault ofType(Class<? extends Throwable> type) {
        return isOneOf(PASS, type) ? PASSING : isOneOf(POISONOUS, type) ? POISON : OURS;
    }

    /** The types of what passes. */
    public static List<Class<? extends Throwable>> passing() {
        return PASS;
    }

    /** By the failure itself or what caused it. */
    public static Fault of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Fault fault = ofType(cause.getClass());
            if (fault != OURS) {
                return fault;
            }
        }
        return OURS;
    }

    private static boolean isOneOf(List<Class<? extends Throwable>> types, Class<? extends Throwable> failure) {
        return types.stream().anyMatch(type -> type.isAssignableFrom(failure));
    }
}
