package org.crimealliance.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * So many requests a minute for one caller: the subject of its token, else its address. Counted in this instance; several
 * gateways each allow the whole.
 */
@Component
final class RateLimit implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    private static final String BEARER = "Bearer ";

    private final int perMinute;
    private final TokenSubjects subjects;
    private final CallerAddress address;
    private final Cache<String, Bucket> buckets = Caffeine.newBuilder()
            .maximumSize(100_000)
            .expireAfterAccess(Duration.ofMinutes(2))
            .build();

    RateLimit(GatewaySettings settings, TokenSubjects subjects, CallerAddress address) {
        this.perMinute = settings.rateLimit();
        this.subjects = subjects;
        this.address = address;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        if (perMinute <= 0) {
            return next.handle(request);
        }
        ConsumptionProbe probe =
                buckets.get(caller(request), key -> newBucket()).tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) {
            return next.handle(request);
        }
        BodyIntake.drain(request.servletRequest());
        return Problems.retryLater(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "You have sent more requests than the platform takes from one caller in a minute.",
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    private String caller(ServerRequest request) {
        String authorization = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            var subject = subjects.of(authorization.substring(BEARER.length()).strip());
            if (subject.isPresent()) {
                return "subject " + subject.get();
            }
        }
        return "address " + address.of(request.servletRequest());
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }
}
