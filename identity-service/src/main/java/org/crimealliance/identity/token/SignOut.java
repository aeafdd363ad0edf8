package org.crimealliance.identity.token;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.login.Sessions;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** Signing out ends the session here and the portal's refresh token with it, even where the request is not quite right. */
@Component
class SignOut implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final OAuth2TokenType ID_TOKEN = new OAuth2TokenType("id_token");

    private final Sessions sessions;
    private final StoredAuthorizations authorizations;
    private final String portal;
    private final OidcLogoutAuthenticationSuccessHandler redirect = new OidcLogoutAuthenticationSuccessHandler();

    SignOut(Sessions sessions, StoredAuthorizations authorizations, IdentitySettings settings) {
        this.sessions = sessions;
        this.authorizations = authorizations;
        this.portal = settings.issuer() + "/";
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException, ServletException {
        sessions.end(request, response);
        String idToken = request.getParameter("id_token_hint"); // was checked: this is the success
        OAuth2Authorization authorization = idToken == null ? null : authorizations.findByToken(idToken, ID_TOKEN);
        if (authorization != null) {
            authorizations.remove(authorization);
        }
        redirect.onAuthenticationSuccess(request, response, authentication);
    }

    /** An old id token or an unknown address to return to: signed out all the same, and back to the portal, nowhere else. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        sessions.end(request, response);
        response.sendRedirect(portal);
    }
}
