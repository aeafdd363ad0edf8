package org.crimealliance.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.crimealliance.platform.time.MachineClock;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.stereotype.Component;

/** What the portal asked the provider for, until the reader comes back from there: in the browser, sealed. */
@Component
final class SignInRequests implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private final SealedCookie<OAuth2AuthorizationRequest> cookie;

    SignInRequests(PortalSettings settings, Seal seal, MachineClock machine) {
        this.cookie = new SealedCookie<>(
                settings.cookie(), "signin", Duration.ofMinutes(15), OAuth2AuthorizationRequest.class, seal, machine);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String state = request.getParameter("state");
        return state == null
                ? null
                : cookie.read(request)
                        .filter(asked -> state.equals(asked.getState()))
                        .orElse(null);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest asked, HttpServletRequest request, HttpServletResponse response) {
        if (asked == null) {
            cookie.forget(request, response);
        } else {
            cookie.write(response, asked);
        }
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest asked = loadAuthorizationRequest(request);
        if (asked != null) {
            cookie.forget(request, response);
        }
        return asked;
    }
}
