package org.crimealliance.platform.testkit.fuzz;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request and what is wrong with it.
 *
 * @param spoilt in words
 * @param address path and query, encoded
 * @param unacceptable whether nothing but a refusal will do
 */
record Request(
        String spoilt,
        String method,
        String address,
        Map<String, String> headers,
        byte @Nullable [] body,
        boolean unacceptable) {

    static final String JSON = "application/json";

    static Request of(String spoilt, String method, String address, @Nullable String type, @Nullable String body) {
        return of(spoilt, method, address, type, body == null ? null : body.getBytes(StandardCharsets.UTF_8));
    }

    static Request of(String spoilt, String method, String address, @Nullable String type, byte @Nullable [] body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (type != null) {
            headers.put("Content-Type", type);
        }
        return new Request(spoilt, method, address, headers, body, false);
    }

    Request with(String spoiltBy, String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Request(spoiltBy, method, address, more, body, false);
    }

    Request unacceptableToAnybody() {
        return new Request(spoilt, method, address, headers, body, true);
    }

    HttpRequest to(String server, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + address))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Authorization", "Bearer " + token);
        all.forEach((name, value) -> {
            if (!value.isEmpty()) {
                request.header(name, value);
            }
        });
        return request.build();
    }

    @Override
    public String toString() {
        String shown = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        return "%s: %s %s %s".formatted(spoilt, method, shortened(address), shortened(shown));
    }

    private static String shortened(String text) {
        return text.length() > 400 ? text.substring(0, 400) + "... (" + text.length() + " characters)" : text;
    }
}
