package org.crimealliance.identity.token;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
import org.crimealliance.identity.login.Sessions;
import org.crimealliance.platform.revocation.AccessRevocations;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/**
 * What a token says: the account, its name and mail address, today's roles, the membership acted for, and from when the
 * access is that it was given under. A refreshed token tells all that anew; whoever has no role any more, or whose session
 * has ended, gets none.
 */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private static final String AUDIENCE = "alliance-platform";

    private final Accounts accounts;
    private final Sessions sessions;

    TokenClaims(Accounts accounts, Sessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        JwtClaimsSet.Builder claims = context.getClaims();
        if (context.getTokenType().equals(OAuth2TokenType.ACCESS_TOKEN)) {
            claims.audience(new ArrayList<>(List.of(AUDIENCE)));
        }
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            forLocalStack(context, claims);
        } else {
            forAccount(context, claims);
        }
    }

    private static void forLocalStack(JwtEncodingContext context, JwtClaimsSet.Builder claims) {
        List<String> roles = context.getAuthorizedScopes().stream()
                .filter(scope -> scope.startsWith(Clients.ROLE_SCOPE))
                .map(scope -> scope.substring(Clients.ROLE_SCOPE.length()))
                .sorted()
                .toList();
        String who = roles.isEmpty() ? "nobody" : String.join("-", roles);
        claims.subject("local-" + who);
        claims.claim("roles", new ArrayList<>(roles));
        claims.claim("name", "Local " + who);
        claims.claim("email", who + "@alliance.example.org");
    }

    private void forAccount(JwtEncodingContext context, JwtClaimsSet.Builder claims) {
        Authentication principal = context.getPrincipal();
        Account account = Optional.ofNullable(principal)
                .flatMap(sessions::accountOf)
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        Instant accessFrom = account.accessFrom(); // of the same reading as the roles
        claims.claim(AccessRevocations.ACCESS_FROM, Long.toString(accessFrom == null ? 0 : accessFrom.toEpochMilli()));
        claims.claim("roles", new ArrayList<>(accounts.rolesNow(account)));
        claims.claim("name", account.name());
        claims.claim("email", account.email());
        accounts.memberIdNow(account).ifPresent(id -> claims.claim("member_id", id));
    }
}
