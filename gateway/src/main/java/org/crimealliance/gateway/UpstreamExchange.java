package org.crimealliance.gateway;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.ClientAbortException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayServerResponse;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.PathContainer;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Passes a request on with the JDK's client. Path and query go through byte for byte; request and answer
 * are held whole on their way, so that neither side waits for the other's line; only event streams go through as they come.
 * The time limit ends with the first byte of the answer; the rest has the long one.
 */
@Component
final class UpstreamExchange implements ProxyExchange, AutoCloseable {

    /** Attribute with the path to ask the service for, where it is not the caller's. */
    static final String PATH = UpstreamExchange.class.getName() + ".path";

    /** The client sets these itself and refuses to be told. */
    private static final Set<String> OWN_HEADERS =
            Set.of("connection", "content-length", "expect", "host", "upgrade", "transfer-encoding");

    private static final int PIECE = 16 * 1024;

    static {
        // Shorter than the services keep idle connections (20 s), or a POST may meet one that is just being closed.
        System.setProperty("jdk.httpclient.keepalive.timeout", "10");
    }

    private final Spool spool;
    private final CallerAddress address;
    private final HttpClient client;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().factory());
    private final GatewaySettings.Body bodies;
    private final Duration timeLimit;
    private final Duration longTimeLimit;
    private final List<PathPattern> longPaths;
    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    UpstreamExchange(
            GatewaySettings settings,
            Spool spool,
            CallerAddress address,
            ObjectProvider<Tracer> tracer,
            ObjectProvider<Propagator> propagator) {
        this.spool = spool;
        this.address = address;
        this.timer.setRemoveOnCancelPolicy(true);
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectLimit())
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        this.bodies = settings.body();
        this.timeLimit = settings.timeLimit();
        this.longTimeLimit = settings.longTimeLimit();
        this.longPaths = settings.longPaths().stream()
                .map(PathPatternParser.defaultInstance::parse)
                .toList();
        this.tracer = tracer.getIfAvailable();
        this.propagator = propagator.getIfAvailable();
    }

    @Override
    public ServerResponse exchange(Request request) {
        HttpServletRequest incoming = request.getServerRequest().servletRequest();
        String path = (String) incoming.getAttribute(PATH);
        HttpRequest.Builder outgoing = HttpRequest.newBuilder(target(request, incoming, path))
                .timeout(limit(incoming))
                .method(incoming.getMethod(), body(incoming));
        request.getHeaders().forEach((name, values) -> {
            if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> outgoing.header(name, value));
            }
        });
        trace(outgoing);
        HttpResponse<InputStream> answer = send(outgoing.build());
        ServerResponse response = isEventStream(answer) ? streamed(answer) : held(answer, address.network(incoming));
        Answer headers = new Answer(answer);
        request.getResponseConsumers().forEach(consumer -> consumer.accept(headers, response));
        return response;
    }

    private static ServerResponse streamed(HttpResponse<InputStream> answer) {
        return GatewayServerResponse.status(HttpStatusCode.valueOf(answer.statusCode()))
                .build((servletRequest, servletResponse) -> {
                    try (InputStream content = answer.body()) {
                        copy(content, servletResponse.getOutputStream());
                    }
                    return null;
                });
    }

    /** The service is free again before the caller has read a byte; and what it breaks off is not half an answer. */
    private ServerResponse held(HttpResponse<InputStream> answer, String reader) {
        HeldBody whole = whole(answer, reader);
        return GatewayServerResponse.status(HttpStatusCode.valueOf(answer.statusCode()))
                .build((servletRequest, servletResponse) -> {
                    try (whole) {
                        write(whole, servletResponse.getOutputStream());
                    }
                    return null;
                });
    }

    private void write(HeldBody whole, OutputStream to) throws IOException {
        Pace pace = new Pace(bodies);
        InputStream from = whole.content();
        byte[] piece = new byte[(int) Math.clamp(whole.length(), 1, PIECE)];
        long written = 0;
        for (int read = from.read(piece); read >= 0; read = from.read(piece)) {
            to.write(piece, 0, read);
            written += read;
            try {
                pace.moved(written);
            } catch (SocketTimeoutException e) {
                throw new ClientAbortException(e); // half an answer is all that this reader gets
            }
        }
    }

    private HeldBody whole(HttpResponse<InputStream> answer, String reader) {
        long announced =
                answer.headers().firstValueAsLong(HttpHeaders.CONTENT_LENGTH).orElse(-1);
        AtomicBoolean late = new AtomicBoolean();
        try (InputStream content = answer.body()) {
            ScheduledFuture<?> watch = timer.schedule(
                    () -> {
                        late.set(true);
                        closeQuietly(content);
                    },
                    longTimeLimit.toMillis(),
                    TimeUnit.MILLISECONDS);
            try {
                return spool.read(content, announced, reader, bytes -> {});
            } finally {
                watch.cancel(false);
            }
        } catch (Spool.NoRoomException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw late.get() ? new TimedOutException(e) : new UnreachableException(e, false);
        }
    }

    private static void closeQuietly(InputStream content) {
        try {
            content.close();
        } catch (IOException e) {
            // whoever reads it hears of it
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreachableException(e, false);
        } catch (IOException e) {
            if (cause(e, HttpConnectTimeoutException.class)
                    || cause(e, ConnectException.class)
                    || cause(e, UnresolvedAddressException.class)) {
                throw new UnreachableException(e, true);
            }
            if (cause(e, HttpTimeoutException.class)) {
                throw new TimedOutException(e);
            }
            throw new UnreachableException(e, false);
        }
    }

    private static URI target(Request request, HttpServletRequest incoming, @Nullable String path) {
        URI instance = Objects.requireNonNull(request.getUri(), "Upstream chooses the instance first");
        String query = path == null && incoming.getQueryString() != null ? "?" + incoming.getQueryString() : "";
        return URI.create(instance.getScheme() + "://" + instance.getAuthority()
                + (path == null ? incoming.getRequestURI() : path) + query);
    }

    private Duration limit(HttpServletRequest incoming) {
        PathContainer path = PathContainer.parsePath(incoming.getRequestURI());
        return longPaths.stream().anyMatch(pattern -> pattern.matches(path)) ? longTimeLimit : timeLimit;
    }

    private static BodyPublisher body(HttpServletRequest incoming) {
        return incoming.getAttribute(BodyIntake.BODY) instanceof HeldBody body
                ? body.publisher()
                : BodyPublishers.noBody();
    }

    private void trace(HttpRequest.Builder outgoing) {
        Span span = tracer == null ? null : tracer.currentSpan();
        if (span != null && propagator != null) {
            propagator.inject(span.context(), outgoing, (carrier, name, value) -> {
                if (carrier != null) {
                    carrier.setHeader(name, value);
                }
            });
        }
    }

    private static boolean isEventStream(HttpResponse<?> answer) {
        return answer.headers().firstValue(HttpHeaders.CONTENT_TYPE).orElse("").startsWith("text/event-stream");
    }

    private static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] buffer = new byte[PIECE];
        to.flush(); // the reader learns at once that the stream is open
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            to.write(buffer, 0, read);
            to.flush();
        }
    }

    private static boolean cause(Throwable e, Class<? extends Throwable> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        client.shutdownNow();
    }

    /** The answer's status and headers, for the gateway's header filters. */
    private static final class Answer implements Response {

        private final HttpStatusCode status;
        private final HttpHeaders headers = new HttpHeaders();

        Answer(HttpResponse<?> answer) {
            this.status = HttpStatusCode.valueOf(answer.statusCode());
            answer.headers().map().forEach((name, values) -> headers.addAll(name, values));
        }

        @Override
        public HttpStatusCode getStatusCode() {
            return status;
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }
    }
}
