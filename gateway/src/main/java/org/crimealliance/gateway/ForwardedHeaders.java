package org.crimealliance.gateway;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.crimealliance.platform.provenance.Provenance;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Tells the service how it was reached: always the gateway's public address, never what a caller claims ({@code Host},
 * {@code X-Forwarded-*}), so that nobody can make a link in a mail or a redirect point elsewhere.
 */
@Component
final class ForwardedHeaders implements RequestHttpHeadersFilter, Ordered {

    private final URI publicUrl;
    private final CallerAddress address;

    ForwardedHeaders(GatewaySettings settings, CallerAddress address) {
        this.publicUrl = settings.publicUrl();
        this.address = address;
    }

    @Override
    public HttpHeaders apply(HttpHeaders given, ServerRequest request) {
        HttpHeaders headers = new HttpHeaders();
        given.forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.equals("forwarded") && !lower.startsWith("x-forwarded-") && !lower.equals("x-correlation-id")) {
                headers.put(name, List.copyOf(values));
            }
        });
        int port = publicUrl.getPort() > 0
                ? publicUrl.getPort()
                : publicUrl.getScheme().equals("https") ? 443 : 80;
        headers.set("X-Forwarded-For", address.of(request.servletRequest()));
        headers.set("X-Forwarded-Proto", publicUrl.getScheme());
        headers.set("X-Forwarded-Host", publicUrl.getHost());
        headers.set("X-Forwarded-Port", Integer.toString(port));
        headers.set("X-Correlation-Id", Provenance.current().correlationId());
        return headers;
    }

    /** After all others, which may add or drop the like. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }
}
