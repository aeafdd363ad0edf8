package org.crimealliance.gateway;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** The gateway's own documents build their links on its public address, whatever a caller's headers say that it is. */
@Component
final class OwnAddress extends OncePerRequestFilter {

    private static final Set<String> OWN =
            Set.of("/api-docs", "/v3/api-docs", "/v3/api-docs.yaml", "/v3/api-docs/swagger-config");

    private final URI publicUrl;

    OwnAddress(GatewaySettings settings) {
        this.publicUrl = settings.publicUrl();
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getServletPath(); // decoded, as it is by whoever answers
        return !OWN.contains(path) && !path.startsWith("/swagger-ui/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new AtPublicUrl(request), response);
    }

    private final class AtPublicUrl extends HttpServletRequestWrapper {

        AtPublicUrl(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getScheme() {
            return publicUrl.getScheme();
        }

        @Override
        public boolean isSecure() {
            return "https".equals(publicUrl.getScheme());
        }

        @Override
        public String getServerName() {
            return publicUrl.getHost();
        }

        @Override
        public int getServerPort() {
            return publicUrl.getPort() != -1 ? publicUrl.getPort() : isSecure() ? 443 : 80;
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer(publicUrl.resolve("/").toString())
                    .append(getRequestURI().substring(1));
        }

        @Override
        public @Nullable String getHeader(String name) {
            return isAddress(name) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return isAddress(name) ? Collections.emptyEnumeration() : super.getHeaders(name);
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(Collections.list(super.getHeaderNames()).stream()
                    .filter(name -> !isAddress(name))
                    .toList());
        }

        private static boolean isAddress(String header) {
            return header.equalsIgnoreCase("Host")
                    || header.equalsIgnoreCase("Forwarded")
                    || header.regionMatches(true, 0, "X-Forwarded-", 0, "X-Forwarded-".length());
        }
    }
}
