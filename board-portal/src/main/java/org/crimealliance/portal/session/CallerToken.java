package org.crimealliance.portal.session;

import java.util.Set;
import org.crimealliance.portal.gateway.BearerToken;
import org.crimealliance.portal.gateway.SignedOutException;
import org.crimealliance.portal.gateway.UnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.ClientAuthorizationException;
import org.springframework.security.oauth2.client.OAuth2AuthorizeRequest;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The signed-in reader's access token, refreshed when it is about to run out. It never leaves the server. */
@Component
class CallerToken implements BearerToken {

    private static final String REMEMBERED = CallerToken.class.getName();
    private static final String NO_TOKEN = "client_authorization_required"; // as the client's library calls it

    /** Whoever hears this signs in again. All else is the provider's trouble, and passes: too busy, away, too slow. */
    private static final Set<String> OVER =
            Set.of(OAuth2ErrorCodes.INVALID_GRANT, OAuth2ErrorCodes.INVALID_TOKEN, NO_TOKEN);

    private final OAuth2AuthorizedClientManager clients;

    CallerToken(OAuth2AuthorizedClientManager clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable String current() {
        Authentication caller = SecurityContextHolder.getContext().getAuthentication();
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (!(caller instanceof OAuth2AuthenticationToken) || request == null) {
            return null;
        }
        Object remembered = request.getAttribute(REMEMBERED, RequestAttributes.SCOPE_REQUEST);
        if (remembered instanceof String token) {
            return token;
        }
        String token = authorized(caller).getAccessToken().getTokenValue();
        request.setAttribute(REMEMBERED, token, RequestAttributes.SCOPE_REQUEST);
        return token;
    }

    private OAuth2AuthorizedClient authorized(Authentication caller) {
        try {
            OAuth2AuthorizedClient authorized =
                    clients.authorize(OAuth2AuthorizeRequest.withClientRegistrationId(AllianceClient.ID)
                            .principal(caller)
                            .build());
            if (authorized == null) {
                throw new SignedOutException();
            }
            return authorized;
        } catch (ClientAuthorizationException e) {
            if (OVER.contains(e.getError().getErrorCode())) {
                throw new SignedOutException();
            }
            throw new UnavailableException("/oauth2/token", e, true);
        }
    }
}
