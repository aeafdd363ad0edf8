package org.crimealliance.portal.stub;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway on loopback: an OpenID Connect provider that signs in whoever comes, with the roles that were set, and an API
 * that answers with recorded JSON ({@code api.json}) and remembers what it was asked.
 */
public final class GatewayStub implements AutoCloseable {

    /** What was asked. */
    public record Asked(
            String method,
            String path,
            String query,
            String body,
            @Nullable String authorization,
            @Nullable String key,
            @Nullable String reader) {}

    private record Answer(int status, String body, @Nullable Integer retryAfter) {

        Answer(int status, String body) {
            this(status, body, null);
        }
    }

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpServer server;
    private final RSAKey key;
    private final JsonNode recorded;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, String> nonces = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile List<String> roles = List.of("chair");
    private volatile String subject = "somebody";
    private volatile @Nullable String down;
    private volatile String silent = "-";
    private volatile CountDownLatch heard = new CountDownLatch(0);
    private volatile String tokenPrefix = "token";
    private volatile int tokenLife = 600;
    private volatile UnaryOperator<JsonNode> retold = UnaryOperator.identity();

    public GatewayStub(int port) {
        try (InputStream in = Objects.requireNonNull(GatewayStub.class.getResourceAsStream("/api.json"))) {
            recorded = JSON.readTree(in);
            key = new RSAKeyGenerator(2048).keyID("stub").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whoever signs in next holds these offices. */
    public GatewayStub signInAs(String... offices) {
        roles = List.of(offices);
        return this;
    }

    /** Answers {@code "GET /api/..."} (without the query) like this from now on. */
    public void answer(String methodAndPath, int status, String body) {
        answers.put(methodAndPath, new Answer(status, body));
    }

    /** Answers that it is not there now, and after how many seconds to ask again. */
    public void busy(String methodAndPath, int retryAfter) {
        answers.put(methodAndPath, new Answer(503, problem("unavailable", ""), retryAfter));
    }

    /** Answers as if nothing had been set. */
    public void answerAgain(String methodAndPath) {
        answers.remove(methodAndPath);
    }

    /** Every recorded answer is given so from now on, such as with other names. */
    public void retell(UnaryOperator<JsonNode> change) {
        retold = change;
    }

    /** Everything under this path answers 503 as the gateway does for a dead service; null: all is well. */
    public void down(@Nullable String prefix) {
        down = prefix;
    }

    /** Who signs in next is this person, and no longer somebody. */
    public void signInIs(String person) {
        subject = person;
    }

    /** Everything under this path is not answered before the next {@link #reset}. */
    public void silent(String prefix) {
        heard = new CountDownLatch(1);
        silent = prefix;
    }

    /** Tokens given so far are refused from now on. */
    public void revokeTokens() {
        tokenPrefix = "token" + System.nanoTime();
    }

    /** Tokens from now on last so many seconds. */
    public void tokensLast(int seconds) {
        tokenLife = seconds;
    }

    /** So many commands from now on are taken in, and their answers lost. */
    public void loseAnswers(int commands) {
        lost.set(commands);
    }

    public void reset() {
        silent = "-";
        heard.countDown();
        lost.set(0);
        tokenLife = 600;
        tokenPrefix = "token";
        answers.clear();
        asked.clear();
        down = null;
        retold = UnaryOperator.identity();
        roles = List.of("chair");
        subject = "somebody";
    }

    /** The requests that changed something, or would have. */
    public List<Asked> changes() {
        return asked.stream()
                .filter(one -> !one.method().equals("GET") && one.path().startsWith("/api/"))
                .toList();
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            switch (path) {
                case "/oauth2/authorize" -> authorize(exchange);
                case "/oauth2/token" -> {
                    note(exchange, path, body);
                    Answer set = answers.get("POST /oauth2/token");
                    send(exchange, set == null ? new Answer(200, tokens(body)) : set);
                }
                case "/oauth2/jwks" -> send(exchange, new Answer(200, new JWKSet(key.toPublicJWK()).toString()));
                case "/connect/logout" -> {
                    exchange.getResponseHeaders()
                            .add("Location", query(exchange).get("post_logout_redirect_uri"));
                    exchange.sendResponseHeaders(302, -1);
                }
                default -> api(exchange, path, body);
            }
        } catch (JOSEException e) {
            throw new IOException(e);
        }
    }

    private static Map<String, String> query(HttpExchange exchange) {
        return fields(exchange.getRequestURI().getRawQuery());
    }

    private static Map<String, String> fields(@Nullable String encoded) {
        return encoded == null || encoded.isEmpty()
                ? Map.of()
                : Stream.of(encoded.split("&"))
                        .map(pair -> pair.split("=", 2))
                        .collect(Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair.length > 1 ? pair[1] : "", StandardCharsets.UTF_8),
                                (first, second) -> first));
    }

    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> query = query(exchange);
        if (!"S256".equals(query.get("code_challenge_method"))) {
            send(exchange, new Answer(400, "{\"error\":\"no PKCE\"}"));
            return;
        }
        String code = "code" + System.nanoTime();
        nonces.put(code, query.get("nonce") + " " + String.join(",", roles));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        query.get("redirect_uri") + "?code=" + code + "&state=" + urlEncoded(query.get("state")));
        exchange.sendResponseHeaders(302, -1);
    }

    private static String urlEncoded(@Nullable String text) {
        return java.net.URLEncoder.encode(String.valueOf(text), StandardCharsets.UTF_8);
    }

    private String tokens(String body) throws JOSEException {
        String[] known = nonces.getOrDefault(fields(body).getOrDefault("code", ""), "- chair")
                .split(" ");
        Instant now = Instant.now();
        SignedJWT id = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("stub").build(),
                new JWTClaimsSet.Builder()
                        .issuer(address())
                        .audience("board-portal")
                        .subject(subject)
                        .claim("nonce", known[0])
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(600)))
                        .build());
        id.sign(new RSASSASigner(key));
        return """
            {"access_token":"%s.%s","token_type":"Bearer","expires_in":%d,"refresh_token":"r","scope":"openid",
             "id_token":"%s"}\
            """.formatted(tokenPrefix, known.length > 1 ? known[1] : "", tokenLife, id.serialize());
    }

    private void api(HttpExchange exchange, String path, String body) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        String method = exchange.getRequestMethod();
        note(exchange, path, body);
        if (!method.equals("GET") && lost.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            return; // the line breaks before the answer
        }
        if (path.startsWith(silent)) {
            try {
                heard.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        String stopped = down;
        if (stopped != null && path.startsWith(stopped)) {
            send(exchange, new Answer(503, problem("unavailable", "")));
        } else if (authorization != null && !authorization.startsWith("Bearer " + tokenPrefix + ".")) {
            send(exchange, new Answer(401, problem("unauthenticated", "")));
        } else if (path.equals("/api/identity/me")) {
            String held = authorization == null ? "" : authorization.substring(authorization.indexOf('.') + 1);
            send(exchange, new Answer(200, me(held)));
        } else {
            send(exchange, answer(method, path));
        }
    }

    private void note(HttpExchange exchange, String path, String body) {
        String query = exchange.getRequestURI().getQuery();
        Headers headers = exchange.getRequestHeaders();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                path,
                query == null ? "" : query,
                body,
                headers.getFirst("Authorization"),
                headers.getFirst("Idempotency-Key"),
                headers.getFirst("X-Forwarded-For")));
    }

    private static String me(String held) {
        String list = Stream.of(held.split(","))
                .filter(role -> !role.isEmpty())
                .map(role -> "\"" + role + "\"")
                .collect(Collectors.joining(","));
        return """
            {"name":"Amara Lindqvist","email":"amara.lindqvist@example.org","roles":[%s]}\
            """.formatted(list);
    }

    private Answer answer(String method, String path) {
        Answer set = answers.get(method + " " + path);
        if (set != null) {
            return set;
        }
        JsonNode known = recorded.path(method + " " + path);
        if (!known.isMissingNode()) {
            return new Answer(200, retold.apply(known).toString());
        }
        return method.equals("GET")
                ? new Answer(404, problem("not-found", "This does not exist."))
                : new Answer(200, "{}");
    }

    private static String problem(String code, String detail) {
        return """
            {"type":"urn:alliance:problem:%s","code":"%s","detail":"%s"}\
            """.formatted(code, code, detail);
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders()
                .add("Content-Type", answer.status() < 400 ? "application/json" : "application/problem+json");
        if (answer.retryAfter() != null) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter().toString());
        }
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
