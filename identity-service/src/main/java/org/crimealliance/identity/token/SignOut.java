package org.crimealliance.identity.token;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.login.Sessions;
import org.crimealliance.identity.login.SignOutPage;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.oidc.web.authentication.OidcLogoutAuthenticationSuccessHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/**
 * Signing out at the portal's wish ends the session here and the portal's refresh token with it. The portal shows that it
 * is its wish by an id token of that session; whatever other page sends somebody here, the browser is asked first.
 */
@Component
class SignOut implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

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
        if (isSignedOut(request, response)) {
            redirect.onAuthenticationSuccess(request, response, authentication);
        }
    }

    /** An id token of before the last refresh, or an unknown address to return to: back to the portal, nowhere else. */
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        if (isSignedOut(request, response)) {
            response.sendRedirect(portal);
        }
    }

    private boolean isSignedOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        OAuth2Authorization hinted = hinted(request);
        if (sessions.isOpen(request) && !isOfSession(request, hinted)) {
            response.sendRedirect(SignOutPage.PATH);
            return false;
        }
        sessions.end(request, response);
        if (hinted != null) {
            authorizations.remove(hinted);
        }
        return true;
    }

    /** What any token leads to that was given since the sign-in: whoever has one has all that can be lost here. */
    private @Nullable OAuth2Authorization hinted(HttpServletRequest request) {
        String idToken = request.getParameter("id_token_hint");
        return idToken == null ? null : authorizations.findByToken(idToken, null);
    }

    private boolean isOfSession(HttpServletRequest request, @Nullable OAuth2Authorization authorization) {
        return authorization != null
                && authorization.getAttribute(Principal.class.getName()) instanceof Authentication principal
                && sessions.isOf(request, principal);
    }
}
