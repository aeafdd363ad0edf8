package org.crimealliance.portal.gateway;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.HttpMessageConversionException;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The platform's API, called with the reader's own token: what they may not do, the portal cannot do for them. A 4xx is a
 * {@link RefusedException} with the service's words, everything else that goes wrong an {@link UnavailableException}.
 */
@Component
public class Gateway {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final ScopedValue<Caller> BOUND = ScopedValue.newInstance();
    private static final String TOO_MANY = "too-many-requests"; // the gateway asks for patience; a service says why
    private static final String IN_USE = "idempotency-key-in-use"; // the first is still under way
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200); // and then twice as long each time, up to:
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RestClient client;
    private final RestClient patient; // with files, which the gateway and the services give more time
    private final URI base;
    private final JsonMapper json;
    private final CommandKeys keys;
    private final Duration patience;
    private final ObjectProvider<BearerToken> tokens; // looked up late: signing in asks the gateway too

    Gateway(
            RestClient.Builder builder,
            @Value("${alliance.portal.gateway}") URI base,
            JsonMapper json,
            ObjectProvider<BearerToken> tokens,
            CommandKeys keys,
            @Value("${alliance.portal.patience}") Duration patience,
            @Value("${alliance.portal.time-limit}") Duration timeLimit,
            @Value("${alliance.portal.long-time-limit}") Duration longTimeLimit) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        RestClient.Builder calls = builder.defaultStatusHandler(HttpStatusCode::isError, (request, response) -> {
            throw failure(request.getURI().getPath(), response);
        });
        this.client = calls.requestFactory(waiting(http, timeLimit)).build();
        this.patient = calls.requestFactory(waiting(http, longTimeLimit)).build();
        this.base = base;
        this.json = json;
        this.tokens = tokens;
        this.keys = keys;
        this.patience = patience;
    }

    private static ClientHttpRequestFactory waiting(HttpClient http, Duration timeLimit) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
        requests.setReadTimeout(timeLimit);
        return requests;
    }

    public <T> T get(Address address, Class<T> type) {
        return read(address, ResolvableType.forClass(type));
    }

    public <T> Page<T> list(Address address, Class<T> item) {
        return read(address, ResolvableType.forClassWithGenerics(Page.class, item));
    }

    /** Every piece of a list, at most {@code atMost} items. */
    public <T> List<T> all(Supplier<Address> address, Class<T> item, int atMost) {
        List<T> all = new ArrayList<>();
        String after = null;
        do {
            Page<T> page = list(address.get().with("limit", 500).with("after", after), item);
            all.addAll(page.items());
            String next = page.items().isEmpty() ? null : page.next();
            after = Objects.equals(next, after) ? null : next; // a cursor that does not move would never end
        } while (after != null && all.size() < atMost);
        return all;
    }

    public <T> T post(Address address, @Nullable Object body, Class<T> answer) {
        return command(HttpMethod.POST, address, body, answer);
    }

    public void post(Address address, @Nullable Object body) {
        command(HttpMethod.POST, address, body);
    }

    public <T> T put(Address address, Object body, Class<T> answer) {
        return command(HttpMethod.PUT, address, body, answer);
    }

    public void put(Address address, Object body) {
        command(HttpMethod.PUT, address, body);
    }

    private <T> T command(HttpMethod method, Address address, @Nullable Object body, Class<T> answer) {
        return command(
                client,
                method,
                address,
                address.toString(),
                request -> Objects.requireNonNull(json(request, body).retrieve().body(answer), "an empty answer"));
    }

    private void command(HttpMethod method, Address address, @Nullable Object body) {
        command(
                client,
                method,
                address,
                address.toString(),
                request -> json(request, body).retrieve().toBodilessEntity());
    }

    /** @param sum tells this file from any other: another in the same form is another command */
    public <T> T upload(Address address, Resource file, String sum, Class<T> answer) {
        MultiValueMap<String, Object> parts = new LinkedMultiValueMap<>();
        parts.add("file", file);
        return command(
                patient,
                HttpMethod.POST,
                address,
                address + " " + sum,
                request -> Objects.requireNonNull(request.contentType(MediaType.MULTIPART_FORM_DATA)
                        .body(parts)
                        .retrieve()
                        .body(answer)));
    }

    public Document download(Address address) {
        return call(address.toString(), () -> {
            ResponseEntity<byte[]> answer = patient.method(HttpMethod.GET)
                    .uri(address.on(base))
                    .headers(this::authorize)
                    .accept(MediaType.ALL)
                    .retrieve()
                    .toEntity(byte[].class);
            MediaType type = answer.getHeaders().getContentType();
            byte[] body = answer.getBody();
            return new Document(
                    body == null ? new byte[0] : body, type == null ? MediaType.APPLICATION_OCTET_STREAM : type);
        });
    }

    /** For whom the gateway is asked. */
    record Caller(@Nullable String token, @Nullable String address) {}

    /** Calls as the owner of this token, whoever is signed in; null: as nobody. */
    public <T> T as(@Nullable String token, Callable<T> work) {
        return as(new Caller(token, BOUND.isBound() ? BOUND.get().address() : ReaderAddress.current()), work);
    }

    /** Calls for this caller, whoever the thread belongs to. */
    <T> T as(Caller caller, Callable<T> work) {
        try {
            return ScopedValue.where(BOUND, caller).call(work::call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The reader, to hand to work on other threads. */
    Caller caller() {
        return BOUND.isBound() ? BOUND.get() : new Caller(tokens.getObject().current(), ReaderAddress.current());
    }

    /**
     * Sends a command under its key, and again under the same while its answer is lost and the reader's patience lasts: it
     * is done once, and its answer is that of the first time. What is not known by then, the reader is told, and may send
     * again.
     */
    private <T> T command(
            RestClient by,
            HttpMethod method,
            Address address,
            String what,
            Function<RestClient.RequestBodySpec, T> exchange) {
        String key = keys.of(method + " " + what);
        long end = System.nanoTime() + patience.toNanos();
        for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
            try {
                return call(
                        address.toString(),
                        () -> exchange.apply(request(by, method, address).header("Idempotency-Key", key)));
            } catch (UnavailableException e) {
                Duration wait = e.pause().orElse(pause);
                if (!e.passing() || wait.toNanos() > end - System.nanoTime()) {
                    throw e.ofCommand();
                }
                LOG.info("{} is sent again: {}", address.path(), e.getMessage());
                LockSupport.parkNanos(wait.toNanos());
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    private <T> T read(Address address, ResolvableType type) {
        ParameterizedTypeReference<T> reference = ParameterizedTypeReference.forType(type.getType());
        return call(
                address.toString(),
                () -> Objects.requireNonNull(
                        request(client, HttpMethod.GET, address).retrieve().body(reference), "an empty answer"));
    }

    private static RestClient.RequestBodySpec json(RestClient.RequestBodySpec request, @Nullable Object body) {
        return body == null
                ? request
                : request.contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private RestClient.RequestBodySpec request(RestClient by, HttpMethod method, Address address) {
        if (method != HttpMethod.GET) {
            keys.allow();
        }
        return by.method(method)
                .uri(address.on(base))
                .headers(this::authorize)
                .accept(MediaType.APPLICATION_JSON, MediaType.APPLICATION_PROBLEM_JSON);
    }

    private void authorize(HttpHeaders headers) {
        Caller caller = caller();
        if (caller.token() != null) {
            headers.setBearerAuth(caller.token());
        }
        if (caller.address() != null) {
            headers.set(ReaderAddress.HEADER, caller.address());
        }
    }

    private static <T> T call(String what, Supplier<T> exchange) {
        try {
            return exchange.get();
        } catch (ResourceAccessException e) {
            throw new UnavailableException(part(what), e, true); // the answer was lost, or the command
        } catch (RestClientException | HttpMessageConversionException | NullPointerException e) {
            throw new UnavailableException(part(what), e, false);
        }
    }

    /** Which part of the API it is, for a log: the whole address may hold a personal link's token. */
    private static String part(String path) {
        int end = path.indexOf('/', path.indexOf('/', 1) + 1);
        return end < 0 ? path : path.substring(0, end);
    }

    private RuntimeException failure(String path, ClientHttpResponse response) throws java.io.IOException {
        int status = response.getStatusCode().value();
        if (status == 401) {
            return new SignedOutException();
        }
        // 408: the gateway asks for patience; 502-504: nobody answered
        if (status >= 500 || status == 408) {
            return away(path, status, status >= 502 && status <= 504, pause(response.getHeaders()));
        }
        Problem problem = problem(response);
        if (status == 429
                && (TOO_MANY.equals(problem.code()) || problem.detail().isEmpty())) {
            return away(path, status, true, pause(response.getHeaders()));
        }
        return IN_USE.equals(problem.code()) // how long that lasts at most, and mostly much shorter
                ? away(path, status, true, null)
                : new RefusedException(status, problem);
    }

    private static UnavailableException away(String path, int status, boolean passing, @Nullable Duration pause) {
        return new UnavailableException(
                part(path) + ": " + status, new IllegalStateException("status " + status), passing, pause);
    }

    /** Our services say it in seconds. */
    private static @Nullable Duration pause(HttpHeaders headers) {
        String seconds = headers.getFirst(HttpHeaders.RETRY_AFTER);
        return seconds != null && seconds.matches("[0-9]{1,5}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private Problem problem(ClientHttpResponse response) throws java.io.IOException {
        byte[] body = response.getBody().readNBytes(1_000_000);
        try {
            Wire wire = json.readValue(body, Wire.class);
            Map<String, Object> more = json.readValue(body, new tools.jackson.core.type.TypeReference<>() {});
            return new Problem(
                    wire.code == null ? "refused" : wire.code,
                    wire.detail == null ? "" : wire.detail,
                    wire.errors == null ? List.of() : wire.errors,
                    more);
        } catch (JacksonException notProblemDetails) {
            return new Problem("refused", "", List.of(), Map.of());
        }
    }

    private record Wire(
            @Nullable String code,
            @Nullable String detail,
            @Nullable List<Problem.Field> errors) {}
}
