package org.crimealliance.gateway;

import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Which path belongs to which service. The first that fits counts; what fits none is the portal's. */
@Configuration(proxyBeanMethods = false)
class Routes {

    private static final Map<String, List<String>> PATHS = paths();

    private static final List<String> OWN_PATHS =
            List.of("/api-docs", "/swagger-ui/**", "/v3/api-docs/**", "/actuator/**", "/error");

    private static Map<String, List<String>> paths() {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        paths.put("membership", List.of("/api/membership/**"));
        paths.put("meeting", List.of("/api/meetings/**"));
        paths.put("event", List.of("/api/congress/**"));
        paths.put("notification", List.of("/api/notifications/**"));
        paths.put(
                "identity",
                List.of(
                        "/api/identity/**",
                        "/login",
                        "/login/password",
                        "/login/passkey/**",
                        "/one-time/**",
                        "/oauth2/authorize",
                        "/oauth2/token",
                        "/oauth2/jwks",
                        "/oauth2/revoke",
                        "/oauth2/introspect",
                        "/connect/**",
                        "/userinfo",
                        "/.well-known/openid-configuration",
                        "/.well-known/oauth-authorization-server",
                        "/identity/**"));
        return paths;
    }

    @Bean
    RouterFunction<ServerResponse> routesByPath(
            GatewaySettings settings, RateLimit rateLimit, BodyIntake bodies, MeterRegistry meters) {
        var all = route("gateway");
        RequestPredicate ours = any(OWN_PATHS);
        for (String service : List.of("membership", "meeting", "event", "notification", "identity", "portal")) {
            HandlerFilterFunction<ServerResponse, ServerResponse> upstream = upstream(service, settings, meters);
            all.route(path("/v3/api-docs/" + service), filtered(rateLimit, bodies.andThen(upstream), documents()));
            RequestPredicate theirs = service.equals("portal")
                    ? RequestPredicates.all().and(ours.negate())
                    : any(PATHS.getOrDefault(service, List.of()));
            all.route(theirs, filtered(rateLimit, bodies.andThen(upstream), http()));
        }
        return all.build();
    }

    private static HandlerFunction<ServerResponse> filtered(
            HandlerFilterFunction<ServerResponse, ServerResponse> first,
            HandlerFilterFunction<ServerResponse, ServerResponse> second,
            HandlerFunction<ServerResponse> handler) {
        return first.andThen(second).apply(unwrapping(handler));
    }

    /** The exchange cannot throw checked exceptions; the filters tell them apart. */
    private static HandlerFunction<ServerResponse> unwrapping(HandlerFunction<ServerResponse> handler) {
        return request -> {
            try {
                return handler.handle(request);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
    }

    /** A service's API document stands at {@code /v3/api-docs} there and at {@code /v3/api-docs/<service>} here. */
    private static HandlerFunction<ServerResponse> documents() {
        HandlerFunction<ServerResponse> http = http();
        return (ServerRequest request) -> {
            request.servletRequest().setAttribute(UpstreamExchange.PATH, "/v3/api-docs");
            return http.handle(request);
        };
    }

    private static Upstream upstream(String service, GatewaySettings settings, MeterRegistry meters) {
        CircuitBreaker breaker = CircuitBreaker.of(
                service,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(settings.breaker().window())
                        .minimumNumberOfCalls(settings.breaker().window())
                        .failureRateThreshold(settings.breaker().failureRate())
                        .waitDurationInOpenState(settings.breaker().open())
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .automaticTransitionFromOpenToHalfOpenEnabled(false)
                        .build());
        Gauge.builder(
                        "alliance.gateway.breaker.open",
                        breaker,
                        b -> b.getState() == CircuitBreaker.State.CLOSED ? 0 : 1)
                .description("1 while the service is left alone because it gave no answers")
                .tag("service", service)
                .register(meters);
        FunctionCounter.builder("alliance.gateway.upstream.failures", failures(breaker), AtomicLong::get)
                .description("answers that a service owed and did not give")
                .tag("service", service)
                .register(meters);
        return new Upstream(service, new Instances(settings.services().getOrDefault(service, List.of())), breaker);
    }

    private static AtomicLong failures(CircuitBreaker breaker) {
        AtomicLong failures = new AtomicLong();
        breaker.getEventPublisher().onError(event -> failures.incrementAndGet());
        return failures;
    }

    private static RequestPredicate any(List<String> patterns) {
        RequestPredicate any = path(patterns.getFirst());
        for (String pattern : patterns.subList(1, patterns.size())) {
            any = any.or(path(pattern));
        }
        return any;
    }
}
