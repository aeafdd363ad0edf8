package org.crimealliance.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.provenance.Provenance;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Binds {@link Provenance} to the request: the token's subject, and the caller's correlation id if it has one. */
final class ProvenanceFilter extends OncePerRequestFilter {

    static final String HEADER = "X-Correlation-Id";
    private static final Pattern ACCEPTABLE = Pattern.compile("[A-Za-z0-9._:-]{1,64}");

    private final Ids ids;

    ProvenanceFilter(Ids ids) {
        this.ids = ids;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        String correlation = given != null && ACCEPTABLE.matcher(given).matches() ? given : ids.next();
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        String actor =
                caller == null || caller instanceof AnonymousAuthenticationToken ? "anonymous" : caller.getName();
        response.setHeader(HEADER, correlation);
        try {
            new Provenance(actor, correlation).call(() -> {
                chain.doFilter(request, response);
                return true;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }
}
