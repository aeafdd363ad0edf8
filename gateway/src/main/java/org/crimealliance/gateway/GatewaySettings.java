package org.crimealliance.gateway;

import java.net.URI;
import java.nio.file.Path;
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
 * @param body what a request's body may be
 * @param spool where bodies and answers lie while somebody sends or reads them slowly
 * @param rateLimit requests a minute for one caller; 0: no limit
 * @param trustedProxies regular expression of the addresses whose X-Forwarded-For is believed: the portal's, which asks
 *     for its readers, and the reverse proxy's
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
        Body body,
        Spool spool,
        int rateLimit,
        String trustedProxies,
        Breaker breaker) {

    /**
     * @param limit the largest, such as a form or JSON; no service takes more. Of uploads see {@code alliance.uploads}
     * @param grace how long it may take whatever its length, and the span in which its pace is looked at
     * @param rate how many bytes a second must move in each such span, to us or to a reader
     * @param deadline how long it may take at any pace
     * @param headers how long the headers before it may take
     */
    record Body(DataSize limit, Duration grace, DataSize rate, Duration deadline, Duration headers) {}

    /**
     * @param folder a folder of this gateway's own
     * @param room how much may lie there; a quarter of it for one caller, who must find room for the largest upload twice
     */
    record Spool(Path folder, DataSize room) {}

    /**
     * @param window how many of the last requests are looked at
     * @param failureRate per cent of them that must have failed
     * @param open how long no request goes to the service then
     */
    record Breaker(int window, int failureRate, Duration open) {}
}
