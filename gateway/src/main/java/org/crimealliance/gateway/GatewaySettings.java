package org.crimealliance.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Settings under {@code alliance.gateway}; their defaults stand in application.yml.
 *
 * @param publicUrl the address under which people and services reach the gateway; links and redirects are built on it
 * @param services for each service, the addresses of its instances
 * @param connectLimit how long a connection may take to be made
 * @param timeLimit how long a service may take until its answer begins
 * @param longTimeLimit the same for {@code longPaths}: imports and documents
 * @param longPaths path patterns that get {@code longTimeLimit}
 * @param maxBody the largest request body
 * @param rateLimit requests a minute for one caller; 0: no limit
 * @param trustedProxies regular expression of the addresses whose X-Forwarded-For is believed; empty: nobody's
 * @param metricsFrom regular expression of the addresses that may read the metrics
 * @param breaker when a service is left alone
 */
@ConfigurationProperties("alliance.gateway")
record GatewaySettings(
        URI publicUrl,
        Map<String, List<URI>> services,
        Duration connectLimit,
        Duration timeLimit,
        Duration longTimeLimit,
        List<String> longPaths,
        DataSize maxBody,
        int rateLimit,
        String trustedProxies,
        String metricsFrom,
        Breaker breaker) {

    /**
     * @param window how many of the last requests are looked at
     * @param failureRate per cent of them that must have failed
     * @param open how long no request goes to the service then
     */
    record Breaker(int window, int failureRate, Duration open) {}
}
