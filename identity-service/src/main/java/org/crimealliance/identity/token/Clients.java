package org.crimealliance.identity.token;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.crimealliance.identity.IdentitySettings;
import org.crimealliance.identity.login.RandomToken;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** Who may ask for tokens: the portal for its users; in the local stack, the stack itself for any role. */
@Configuration(proxyBeanMethods = false)
class Clients {

    static final String PORTAL = "board-portal";
    static final String LOCAL_STACK = "local-stack";
    static final String ROLE_SCOPE = "role:";

    private static final Duration FOR_PROGRAMS = Duration.ofMinutes(30);
    private static final List<String> ROLES =
            List.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager", "member");

    @Bean
    RegisteredClientRepository registeredClients(IdentitySettings settings, Secrets secrets) {
        List<RegisteredClient> clients = new ArrayList<>();
        clients.add(portal(
                settings,
                secrets.read("portal-client", settings.portalClientSecret(), "ALLIANCE_PORTAL_CLIENT_SECRET")));
        String localStack = secrets.localStackClient();
        if (localStack != null) {
            clients.add(localStack(localStack));
        }
        return new InMemoryRegisteredClientRepository(clients);
    }

    private static RegisteredClient portal(IdentitySettings settings, String secret) {
        return RegisteredClient.withId(PORTAL)
                .clientId(PORTAL)
                .clientSecret(RandomToken.hash(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                .redirectUri(settings.issuer() + "/login/oauth2/code/alliance")
                .postLogoutRedirectUri(settings.issuer() + "/")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.PROFILE)
                .scope(OidcScopes.EMAIL)
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(settings.accessTokenLife())
                        .refreshTokenTimeToLive(settings.sessionLife())
                        // The client is confidential; pages that load side by side refresh at the same time.
                        .reuseRefreshTokens(true)
                        .build())
                .build();
    }

    private static RegisteredClient localStack(String secret) {
        return RegisteredClient.withId(LOCAL_STACK)
                .clientId(LOCAL_STACK)
                .clientSecret(RandomToken.hash(secret))
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scopes(scopes -> ROLES.forEach(role -> scopes.add(ROLE_SCOPE + role)))
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(FOR_PROGRAMS) // nobody refreshes it
                        .build())
                .build();
    }
}
