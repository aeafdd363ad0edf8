package org.crimealliance.portal.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.GatewayException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Asks identity, once at sign-in, who the reader is and which roles they hold today. */
@Component
class OfficerService implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private record Answer(
            @Nullable String name,
            @Nullable String email,
            @Nullable List<String> roles) {}

    private final Gateway gateway;

    OfficerService(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        Answer answer = ask(request.getAccessToken().getTokenValue());
        List<String> roles = answer.roles() == null ? List.of() : answer.roles();
        List<GrantedAuthority> authorities = new ArrayList<>();
        for (String role : roles) {
            authorities.add(new SimpleGrantedAuthority(
                    "ROLE_" + Right.spelled(role).toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        Right.of(roles).forEach(right -> authorities.add(new SimpleGrantedAuthority(right.authority())));
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", request.getIdToken().getSubject());
        if (answer.name() != null) {
            claims.put("name", answer.name());
        }
        if (answer.email() != null) {
            claims.put("email", answer.email());
        }
        return new DefaultOidcUser(authorities, request.getIdToken(), new OidcUserInfo(claims));
    }

    private Answer ask(String token) {
        try {
            return gateway.as(token, () -> gateway.get(Address.of("/api/identity/me"), Answer.class));
        } catch (GatewayException e) {
            throw new OAuth2AuthenticationException(new OAuth2Error("identity_unavailable"), e);
        }
    }
}
