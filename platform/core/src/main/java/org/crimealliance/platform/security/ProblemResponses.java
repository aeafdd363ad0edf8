package org.crimealliance.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.crimealliance.platform.web.ProblemWriter;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;

/**
 * 401 and 403 as problem details. They say nothing of what was there. Where the token could not be judged, because the
 * issuer's keys are out of reach, it is 503: the caller is not to blame.
 */
public final class ProblemResponses implements AuthenticationEntryPoint, AccessDeniedHandler {

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        if (e instanceof AuthenticationServiceException) {
            response.setHeader("Retry-After", "5");
            ProblemWriter.write(
                    response, 503, "unavailable", "Who you are cannot be checked at the moment. Try again soon.");
            return;
        }
        response.setHeader("WWW-Authenticate", "Bearer");
        ProblemWriter.write(response, 401, "unauthenticated", "Sign in, or send a valid bearer token.");
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
            throws IOException {
        ProblemWriter.write(response, 403, "forbidden", "Your role may not do this.");
    }
}
