package org.crimealliance.portal.session;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param gateway the platform's one door, as the portal finds it
 * @param address where the reader's browser finds the portal; the gateway's, unless the portal is looked at alone
 * @param issuer the OpenID Connect provider's address
 * @param clientSecret the secret of the client {@code board-portal}; blank: it is in the file
 * @param clientSecretFile where the local stack leaves that secret
 * @param sessionSecret what sessions and the portal's cookies are sealed with
 * @param sessionLength how long a session lives without being used
 * @param zone the zone in which times outside a congress are shown
 */
@ConfigurationProperties("alliance.portal")
public record PortalSettings(
        URI gateway,
        URI address,
        URI issuer,
        String clientSecret,
        Path clientSecretFile,
        String sessionSecret,
        Duration sessionLength,
        ZoneId zone,
        Cookie cookie) {

    /** The session cookie; {@code __Host-alliance} unless a client cannot keep it. */
    public record Cookie(String name, boolean secure) {}
}
