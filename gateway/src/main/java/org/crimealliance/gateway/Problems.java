package org.crimealliance.gateway;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerResponse;

/** The gateway's own answers, as problem details like those of every service. */
final class Problems {

    private Problems() {}

    static ServerResponse of(HttpStatus status, String code, String detail) {
        return builder(status).body(body(status, code, detail));
    }

    /** With {@code Retry-After}, in whole seconds and at least one. */
    static ServerResponse retryLater(HttpStatus status, String code, String detail, Duration after) {
        long seconds = Math.max(1, (after.toMillis() + 999) / 1000);
        return builder(status)
                .header(HttpHeaders.RETRY_AFTER, Long.toString(seconds))
                .body(body(status, code, detail));
    }

    private static ServerResponse.BodyBuilder builder(HttpStatus status) {
        return ServerResponse.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    }

    private static Map<String, Object> body(HttpStatus status, String code, String detail) {
        return Map.of(
                "type",
                "urn:alliance:problem:" + code,
                "title",
                status.getReasonPhrase(),
                "status",
                status.value(),
                "detail",
                detail,
                "code",
                code);
    }
}
