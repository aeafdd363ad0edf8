package org.crimealliance.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/** The certificates are of 1 January 2026: the broker's for 90 days, the authority's for 365; their keys are thrown away. */
class CertificateMetricsTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = BEGIN;

    @Test
    void each_bundle_shows_when_its_first_certificate_ends_as_the_alert_asks_for_it() {
        DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry();
        bundles.registerBundle("store", trusting("authority"));
        bundles.registerBundle("broker", trusting("authority", "broker"));
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        InstantSource machine = () -> now;
        new CertificateMetrics(bundles, machine).bindTo(meters);

        now = BEGIN.plus(Duration.ofDays(80));
        assertThat(meters.scrape())
                .contains("alliance_certificates_left_seconds{bundle=\"broker\"} 864000.0")
                .contains("alliance_certificates_left_seconds{bundle=\"store\"} 2.4624E7");
        now = BEGIN.plus(Duration.ofDays(91));
        assertThat(meters.scrape()).contains("{bundle=\"broker\"} -86400.0");
        bundles.updateBundle("broker", trusting("authority"));
        assertThat(meters.scrape()).contains("{bundle=\"broker\"} 2.36736E7");
    }

    private static SslBundle trusting(String... names) {
        StringBuilder pem = new StringBuilder();
        for (String name : names) {
            pem.append(read(name));
        }
        return SslBundle.of(new PemSslStoreBundle(null, PemSslStoreDetails.forCertificate(pem.toString())));
    }

    private static String read(String name) {
        try (var file = CertificateMetricsTest.class.getResourceAsStream("/tls/" + name + ".crt")) {
            return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
