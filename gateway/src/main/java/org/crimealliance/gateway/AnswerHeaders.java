package org.crimealliance.gateway;

import java.util.Locale;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerResponse;

/** Drops what the gateway says itself (correlation id) and what no service may allow (reading from other origins). */
@Component
final class AnswerHeaders implements ResponseHttpHeadersFilter {

    @Override
    public HttpHeaders apply(HttpHeaders given, ServerResponse response) {
        HttpHeaders headers = new HttpHeaders();
        given.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("access-control-")
                    && !lower.equals("x-correlation-id")
                    && !lower.startsWith(":")
                    && !lower.equals("server")) {
                headers.addAll(name, values);
            }
        });
        return headers;
    }
}
