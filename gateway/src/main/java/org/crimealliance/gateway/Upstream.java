package org.crimealliance.gateway;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * One service as the gateway sees it: its instances, and a circuit breaker that leaves it alone while it is away. What
 * cannot be had becomes 503 with {@code Retry-After}, never 500 and never a wait without end.
 *
 * <p>Reads are tried again at once; anything else only where no connection was made and another instance is left, since
 * nothing can have been done then.
 */
final class Upstream implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);
    private static final int READ_ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 50;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String service;
    private final Instances instances;
    private final CircuitBreaker breaker;

    Upstream(String service, Instances instances, CircuitBreaker breaker) {
        this.service = service;
        this.instances = instances;
        this.breaker = breaker;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        if (!breaker.tryAcquirePermission()) {
            return unavailable();
        }
        long start = System.nanoTime();
        try {
            ServerResponse response = attempts(request, next);
            breaker.onSuccess(System.nanoTime() - start, TimeUnit.NANOSECONDS);
            return response;
        } catch (UnreachableException e) {
            LOG.warn("{} gave no answer: {}", service, e.getMessage());
            breaker.onError(System.nanoTime() - start, TimeUnit.NANOSECONDS, e);
            return isRead(request) || e.untouched() ? unavailable() : unknown();
        } catch (Spool.NoRoomException e) {
            breaker.releasePermission();
            return Problems.retryLater(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-room",
                    "The answer is too large for now. Try again.",
                    RETRY_AFTER);
        } catch (IllegalArgumentException e) {
            breaker.releasePermission();
            return Problems.of(HttpStatus.BAD_REQUEST, "unreadable-address", "The address cannot be read.");
        } catch (Exception e) {
            breaker.releasePermission(); // our own fault, not the service's
            throw e;
        }
    }

    private ServerResponse attempts(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        boolean read = isRead(request);
        int limit = read ? Math.max(READ_ATTEMPTS, instances.count()) : instances.count();
        Set<URI> tried = new HashSet<>();
        for (int attempt = 1; ; attempt++) {
            Optional<URI> instance = instances.next(tried);
            if (instance.isEmpty()) {
                throw new UnreachableException(new IllegalStateException("no instance is configured"), true);
            }
            tried.add(instance.get());
            MvcUtils.setRequestUrl(request, instance.get());
            try {
                ServerResponse response = next.handle(request);
                instances.answered(instance.get());
                return response;
            } catch (TimedOutException e) {
                throw e; // it works on it or hangs: asking again would double the load and the wait
            } catch (UnreachableException e) {
                instances.failed(instance.get());
                if (attempt >= limit || !(read || e.untouched())) {
                    throw e;
                }
                if (tried.size() >= instances.count()) {
                    Thread.sleep(PAUSE_MILLIS * attempt);
                }
            }
        }
    }

    private static boolean isRead(ServerRequest request) {
        return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
    }

    private ServerResponse unavailable() {
        return Problems.retryLater(
                HttpStatus.SERVICE_UNAVAILABLE,
                "service-unavailable",
                "The part of the platform that answers this (" + service + ") is away for a moment. Nothing was done."
                        + " Try again.",
                RETRY_AFTER);
    }

    private ServerResponse unknown() {
        return Problems.retryLater(
                HttpStatus.SERVICE_UNAVAILABLE,
                "outcome-unknown",
                "The part of the platform that answers this (" + service + ") gave no answer. Look whether it was done"
                        + " before you repeat it.",
                RETRY_AFTER);
    }
}
