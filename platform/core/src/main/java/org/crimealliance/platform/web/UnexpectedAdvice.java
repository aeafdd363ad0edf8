package org.crimealliance.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.crimealliance.platform.provenance.Provenance;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.util.DisconnectedClientHelper;

/** What nobody expected: 500 that tells nothing but the correlation id, and one line in the log that tells all. */
@RestControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
public class UnexpectedAdvice {

    private static final Logger LOG = LoggerFactory.getLogger(UnexpectedAdvice.class);

    @ExceptionHandler
    public @Nullable ResponseEntity<Object> unexpected(Exception e, HttpServletRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            return null; // nobody is there to be answered
        }
        // the pattern, not the address itself: that may hold a personal link's token
        Object handler = request.getAttribute("org.springframework.web.servlet.HandlerMapping.bestMatchingPattern");
        LOG.error("{} {} failed unexpectedly", request.getMethod(), handler, e);
        return ProblemAdvice.respond(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "unexpected",
                "Something went wrong here. Try again; if it stays, tell us the reference "
                        + Provenance.current().correlationId() + ".",
                List.of());
    }

    /** Security answers these itself. */
    @ExceptionHandler({AccessDeniedException.class, AuthenticationException.class})
    void security(Exception e) throws Exception {
        throw e;
    }
}
