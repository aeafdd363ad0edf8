package org.crimealliance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.crimealliance.platform.web.UploadLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Takes in a request's body before a service hears of the request: within its length, at a pace, and only where somebody
 * sends it who may. What is wrong with it is the sender's affair and nobody else's; it never counts against a service.
 */
@Component
final class BodyIntake implements HandlerFilterFunction<ServerResponse, ServerResponse> {

    /** Attribute with the body. */
    static final String BODY = BodyIntake.class.getName() + ".body";

    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Spool spool;
    private final CallerAddress address;
    private final GatewaySettings.Body settings;
    private final UploadLimits uploads;
    private final URI publicUrl;

    BodyIntake(Spool spool, CallerAddress address, GatewaySettings settings, UploadLimits uploads) {
        this.spool = spool;
        this.address = address;
        this.settings = settings.body();
        this.uploads = uploads;
        this.publicUrl = settings.publicUrl();
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        HttpServletRequest incoming = request.servletRequest();
        Optional<ServerResponse> refusal = refusedUnread(incoming);
        if (refusal.isPresent()) {
            drain(incoming);
            return refusal.get();
        }
        HeldBody body;
        try {
            body = read(incoming);
        } catch (TooLargeException e) {
            drain(incoming);
            return tooLarge(incoming);
        } catch (Spool.NoRoomException e) {
            return Problems.retryLater(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "no-room",
                    "So much is being uploaded that there is no room for this. Nothing was done. Try again.",
                    Duration.ofSeconds(10));
        } catch (IOException e) {
            return timedOut(e)
                    ? Problems.of(
                            HttpStatus.REQUEST_TIMEOUT, "body-too-slow", "What you send came too slowly. Try again.")
                    : Problems.of(
                            HttpStatus.BAD_REQUEST, "body-incomplete", "What you send broke off or is malformed.");
        }
        try (body) {
            incoming.setAttribute(BODY, body);
            return next.handle(request);
        }
    }

    private Optional<ServerResponse> refusedUnread(HttpServletRequest incoming) {
        if (isUpload(incoming) && isAnonymous(incoming)) {
            return Optional.of(
                    Problems.of(HttpStatus.UNAUTHORIZED, "unauthenticated", "Sign in before you upload anything."));
        }
        return incoming.getContentLengthLong() > limit(incoming) ? Optional.of(tooLarge(incoming)) : Optional.empty();
    }

    /** Whether what it carries is genuine is for the service to say, before it reads the upload. */
    private static boolean isAnonymous(HttpServletRequest incoming) {
        return incoming.getHeader(HttpHeaders.AUTHORIZATION) == null && incoming.getHeader(HttpHeaders.COOKIE) == null;
    }

    private static boolean isUpload(HttpServletRequest incoming) {
        String type = incoming.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean hasNoBody(HttpServletRequest incoming) {
        long length = incoming.getContentLengthLong();
        return length == 0 || length < 0 && incoming.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    private HeldBody read(HttpServletRequest incoming) throws IOException {
        if (hasNoBody(incoming)) {
            return HeldBody.NONE;
        }
        long limit = limit(incoming);
        Pace pace = new Pace(settings);
        return spool.read(
                incoming.getInputStream(), incoming.getContentLengthLong(), address.network(incoming), bytes -> {
                    if (bytes > limit) {
                        throw new TooLargeException();
                    }
                    pace.moved(bytes);
                });
    }

    private long limit(HttpServletRequest incoming) {
        return isUpload(incoming)
                ? uploads.request(incoming.getRequestURI())
                : settings.limit().toBytes();
    }

    /** A sender who is still sending hears the answer only after that; for a moment it is waited for. */
    static void drain(HttpServletRequest incoming) {
        if (hasNoBody(incoming) || incoming.getHeader(HttpHeaders.EXPECT) != null) {
            return;
        }
        long start = System.nanoTime();
        byte[] away = new byte[16 * 1024];
        try {
            InputStream in = incoming.getInputStream();
            for (int read = 0; read >= 0 && System.nanoTime() - start < PATIENCE.toNanos(); ) {
                read = in.read(away);
            }
        } catch (IOException e) {
            // it has stopped by itself
        }
    }

    private static boolean timedOut(@Nullable Throwable e) {
        return e != null && (e instanceof SocketTimeoutException || timedOut(e.getCause()));
    }

    /** A browser goes back to the page with the form, which says it beside the field. */
    private ServerResponse tooLarge(HttpServletRequest incoming) {
        String path = incoming.getRequestURI();
        if (!isUpload(incoming)) {
            return Problems.of(
                    HttpStatus.CONTENT_TOO_LARGE, "body-too-large", "What you send is larger than the platform takes.");
        }
        String accept = incoming.getHeader(HttpHeaders.ACCEPT);
        return accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)
                ? ServerResponse.seeOther(URI.create(publicUrl + path + "?too-large"))
                        .build()
                : Problems.of(HttpStatus.CONTENT_TOO_LARGE, "body-too-large", uploads.refusal(path));
    }

    /** The body is longer than allowed. */
    private static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }
}
