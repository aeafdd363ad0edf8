package org.crimealliance.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * So many requests a minute for one caller: the subject of its token, else its network address. Counted in this instance;
 * several gateways each allow the whole.
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
        Duration wait = perMinute <= 0 ? Duration.ZERO : wait(request);
        if (wait.isZero()) {
            return next.handle(request);
        }
        BodyIntake.drain(request.servletRequest());
        return Problems.retryLater(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "You have sent more requests than the platform takes from one caller in a minute.",
                wait);
    }

    /** Counts the request; zero where its caller may go on. */
    private Duration wait(ServerRequest request) {
        Optional<String> token = bearer(request);
        Optional<String> subject = token.flatMap(subjects::known);
        if (subject.isEmpty()) {
            // the address first: to find out whether an unknown token is genuine costs something
            Duration wait = count("address " + address.network(request.servletRequest()));
            if (!wait.isZero()) {
                return wait;
            }
            subject = token.flatMap(subjects::of);
        }
        return subject.map(known -> count("subject " + known)).orElse(Duration.ZERO);
    }

    private static Optional<String> bearer(ServerRequest request) {
        String authorization = request.headers().firstHeader(HttpHeaders.AUTHORIZATION);
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? Optional.of(authorization.substring(BEARER.length()).strip())
                : Optional.empty();
    }

    private Duration count(String caller) {
        ConsumptionProbe probe = buckets.get(caller, key -> newBucket()).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }

    private Bucket newBucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }
}
