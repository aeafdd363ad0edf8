package org.crimealliance.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.crimealliance.platform.web.ProblemWriter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * The gateway's own answers: problem details like those of every service, and to a browser that asks for a page the same
 * in words.
 */
final class Problems {

    private static final String PAGE = page();

    private Problems() {}

    static ServerResponse of(HttpStatus status, String code, String detail) {
        return write(ServerResponse.status(status), status, code, detail);
    }

    /** With {@code Retry-After}, in whole seconds and at least one. */
    static ServerResponse retryLater(HttpStatus status, String code, String detail, Duration after) {
        long seconds = Math.max(1, (after.toMillis() + 999) / 1000);
        return write(
                ServerResponse.status(status).header(HttpHeaders.RETRY_AFTER, Long.toString(seconds)),
                status,
                code,
                detail);
    }

    private static ServerResponse write(
            ServerResponse.HeadersBuilder<?> answer, HttpStatus status, String code, String detail) {
        return answer.build((request, response) -> {
            if (asksForPage(request)) {
                writePage(response, detail);
            } else {
                ProblemWriter.write(response, status.value(), code, detail);
            }
            return null;
        });
    }

    private static boolean asksForPage(HttpServletRequest request) {
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return accept != null
                && accept.contains(MediaType.TEXT_HTML_VALUE)
                && !request.getRequestURI().startsWith("/api/");
    }

    /** @param detail ours, never the caller's: nothing is escaped here */
    private static void writePage(HttpServletResponse response, String detail) throws IOException {
        byte[] page = PAGE.replace("{detail}", detail).getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'");
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    private static String page() {
        try (InputStream page = Problems.class.getResourceAsStream("/problem.html")) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
