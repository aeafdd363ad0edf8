package org.crimealliance.portal.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.stereotype.Component;

/**
 * The portal as a client of the platform's OpenID Connect provider. The endpoints are written out rather than discovered,
 * and the secret is read when it is first needed, so that the portal starts while the provider is down. What browsers ask
 * for is at the issuer's address, what the portal itself asks for behind the gateway as the portal finds it.
 */
@Component
class AllianceClient implements ClientRegistrationRepository {

    static final String ID = "alliance";

    private final PortalSettings settings;
    private volatile @Nullable ClientRegistration known;

    AllianceClient(PortalSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!ID.equals(id)) {
            return null;
        }
        ClientRegistration registration = known;
        if (registration == null) {
            String secret = secret();
            registration = registration(secret);
            if (!secret.isEmpty()) {
                known = registration;
            }
        }
        return registration;
    }

    private ClientRegistration registration(String secret) {
        String issuer = settings.issuer().toString();
        return ClientRegistration.withRegistrationId(ID)
                .clientId("board-portal")
                .clientSecret(secret)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .clientSettings(ClientRegistration.ClientSettings.builder()
                        .requireProofKey(true)
                        .build())
                .redirectUri(settings.address() + "/login/oauth2/code/" + ID)
                .scope("openid", "profile", "email")
                .authorizationUri(issuer + "/oauth2/authorize")
                .tokenUri(settings.gateway() + "/oauth2/token")
                .jwkSetUri(settings.gateway() + "/oauth2/jwks")
                .userInfoUri(settings.gateway() + "/userinfo")
                .userNameAttributeName("sub")
                .issuerUri(issuer)
                .providerConfigurationMetadata(Map.of("end_session_endpoint", issuer + "/connect/logout"))
                .clientName("Alliance")
                .build();
    }

    private String secret() {
        if (!settings.clientSecret().isBlank()) {
            return settings.clientSecret();
        }
        try {
            return Files.readString(settings.clientSecretFile()).strip();
        } catch (NoSuchFileException notYet) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
