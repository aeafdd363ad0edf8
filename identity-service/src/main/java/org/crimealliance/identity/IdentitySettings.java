package org.crimealliance.identity;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.crimealliance.platform.revocation.AccessRevocations;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings under {@code alliance.identity}; their defaults stand in application.yml.
 *
 * @param issuer the address that stands in every token, and under which everybody reaches this service: the gateway's
 * @param secrets the folder of the secrets
 * @param portalClientSecret the portal's client secret where it is not a file in {@code secrets}
 * @param signingKeysSecret what the signing keys are sealed with in the store, where it is not a file in {@code secrets}
 * @param accessTokenLife how long an access token is valid
 * @param sessionLife how long a sign-in lasts; the portal's refresh tokens live as long
 * @param linkLife how long an e-mailed sign-in link works
 * @param keyLife after how long a new signing key is made
 * @param throttle how often one may try
 * @param passkeys where passkeys work
 */
@ConfigurationProperties("alliance.identity")
public record IdentitySettings(
        URI issuer,
        @Nullable Path secrets,
        @Nullable String portalClientSecret,
        @Nullable String signingKeysSecret,
        Duration accessTokenLife,
        Duration sessionLife,
        Duration linkLife,
        Duration keyLife,
        Throttle throttle,
        Passkeys passkeys) {

    public IdentitySettings {
        // services forget revocations after that time
        if (accessTokenLife.compareTo(AccessRevocations.KEPT.dividedBy(2)) > 0) {
            throw new IllegalArgumentException("access-token-life is too long: " + accessTokenLife);
        }
    }

    /**
     * @param window the time in which attempts are counted
     * @param perCaller failed passwords, or links asked for, for one mail address by one network address or known device
     * @param perAddress the same from one network address, whomever they are for
     */
    public record Throttle(Duration window, int perCaller, int perAddress) {}

    /**
     * @param domain which a passkey is made for (the relying party's id of WebAuthn): the issuer's host, or a domain above
     *     it; a browser takes no network address. Absent: the issuer's host
     * @param origins of the pages that may ask for one; none: the issuer's
     */
    public record Passkeys(@Nullable String domain, List<String> origins) {}
}
