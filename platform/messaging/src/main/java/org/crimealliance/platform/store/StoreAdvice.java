package org.crimealliance.platform.store;

import com.mongodb.MongoException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.common.errors.RetriableException;
import org.crimealliance.platform.event.Fault;
import org.crimealliance.platform.event.PassingException;
import org.crimealliance.platform.web.UnexpectedAdvice;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** The store is away, the outbox full, or somebody else was faster: come again. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE + 50)
class StoreAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(StoreAdvice.class);

    private final UnexpectedAdvice unexpected;

    StoreAdvice(UnexpectedAdvice unexpected) {
        this.unexpected = unexpected;
    }

    /** Whatever may be passing; {@link Fault} says whether it is. */
    @ExceptionHandler({PassingException.class, MongoException.class, DataAccessException.class, RetriableException.class
    })
    @Nullable
    ResponseEntity<?> storeAway(Exception e, HttpServletRequest request) {
        if (Fault.of(e) != Fault.PASSING) {
            return unexpected.unexpected(e, request);
        }
        LOG.warn("the store is away: {}", e.toString());
        return respond(
                HttpStatus.SERVICE_UNAVAILABLE,
                "store-unavailable",
                "Our database does not answer. What you sent may or may not be done: send it again with the same key.",
                "5");
    }

    /** A blocked one too: whoever sends a command can do nothing else either. */
    @ExceptionHandler({OutboxFullException.class, OutboxBlockedException.class})
    ResponseEntity<ProblemDetail> outboxFull(Exception e) {
        LOG.error("{}", e.getMessage());
        return respond(
                HttpStatus.SERVICE_UNAVAILABLE,
                "outbox-full",
                "What was decided before has to be told first. Nothing was done; try again later.",
                "30");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> busy(RejectedExecutionException e) {
        LOG.warn("refused for now: {}", e.getMessage());
        return respond(
                HttpStatus.SERVICE_UNAVAILABLE,
                "busy",
                "Too many ask for this at once. Nothing was done; try again in a moment.",
                "10");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> newerShape(NewerShapeException e) {
        LOG.warn("{}", e.getMessage());
        return respond(
                HttpStatus.SERVICE_UNAVAILABLE,
                "being-upgraded",
                "This is being upgraded. Nothing was done; try again later.",
                "5");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> stale(StaleAggregateException e) {
        LOG.warn("{}", e.getMessage());
        return respond(
                HttpStatus.CONFLICT,
                "changed-meanwhile",
                "Others change this at the same time. Nothing was done; try again.",
                "1");
    }

    private static ResponseEntity<ProblemDetail> respond(
            HttpStatus status, String code, String message, String retryAfter) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, message);
        problem.setType(URI.create("urn:alliance:problem:" + code));
        problem.setProperty("code", code);
        return ResponseEntity.status(status)
                .header("Retry-After", retryAfter)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
