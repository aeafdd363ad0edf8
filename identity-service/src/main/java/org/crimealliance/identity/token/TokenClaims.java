package org.crimealliance.identity.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.crimealliance.identity.account.Account;
import org.crimealliance.identity.account.Accounts;
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
 * What a token says: the account, its name and mail address, today's roles and the membership acted for. A refreshed
 * token tells the roles anew; whoever has none any more gets no token.
 */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    private static final String AUDIENCE = "alliance-platform";

    private final Accounts accounts;

    TokenClaims(Accounts accounts) {
        this.accounts = accounts;
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
                .flatMap(somebody -> accounts.byId(somebody.getName()))
                .filter(accounts::isEntitled)
                .orElseThrow(() -> new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT));
        claims.claim("roles", new ArrayList<>(accounts.rolesNow(account)));
        claims.claim("name", account.name());
        claims.claim("email", account.email());
        accounts.memberIdNow(account).ifPresent(id -> claims.claim("member_id", id));
    }
}
