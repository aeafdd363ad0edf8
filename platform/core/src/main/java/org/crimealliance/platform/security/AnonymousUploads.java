package org.crimealliance.platform.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Nobody uploads anonymously: asked before the upload is read, since reading it writes files. */
public final class AnonymousUploads extends OncePerRequestFilter {

    private final AuthenticationTrustResolverImpl trust = new AuthenticationTrustResolverImpl();
    private final AuthenticationEntryPoint refusal;

    public AnonymousUploads(AuthenticationEntryPoint refusal) {
        this.refusal = refusal;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type == null || !type.toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (trust.isAuthenticated(SecurityContextHolder.getContext().getAuthentication())) {
            chain.doFilter(request, response);
        } else {
            refusal.commence(request, response, new InsufficientAuthenticationException("an anonymous upload"));
        }
    }
}
