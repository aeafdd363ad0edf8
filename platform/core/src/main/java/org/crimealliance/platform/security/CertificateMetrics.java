package org.crimealliance.platform.security;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslStoreBundle;

/**
 * How long until the first certificate of each TLS bundle ends, those that it trusts too: an authority that ends closes the
 * broker and the store as well as a certificate of our own. Spring Boot's {@code ssl.chain.expiry} tells of the latter alone.
 */
final class CertificateMetrics implements MeterBinder {

    private final SslBundles bundles;
    private final InstantSource machine;

    CertificateMetrics(SslBundles bundles, InstantSource machine) {
        this.bundles = bundles;
        this.machine = machine;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String name : bundles.getBundleNames()) {
            TimeGauge.builder("alliance.certificates.left", this, TimeUnit.SECONDS, metrics -> metrics.left(name))
                    .tag("bundle", name)
                    .description("Until the first certificate of the bundle ends; negative when it has")
                    .register(registry);
        }
    }

    /** Looked up each time, as a bundle may be read again from its files. */
    private double left(String name) {
        SslStoreBundle stores = bundles.getBundle(name).getStores();
        Instant now = machine.instant();
        OptionalDouble least = Stream.concat(certificates(stores.getKeyStore()), certificates(stores.getTrustStore()))
                .mapToDouble(certificate -> Duration.between(
                                now, certificate.getNotAfter().toInstant())
                        .toSeconds())
                .min();
        return least.orElse(Double.NaN);
    }

    private static Stream<X509Certificate> certificates(@Nullable KeyStore store) {
        if (store == null) {
            return Stream.empty();
        }
        try {
            return Collections.list(store.aliases()).stream()
                    .flatMap(alias -> entry(store, alias))
                    .filter(X509Certificate.class::isInstance)
                    .map(X509Certificate.class::cast);
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<Certificate> entry(KeyStore store, String alias) {
        try {
            Certificate[] chain = store.getCertificateChain(alias);
            return chain == null ? Stream.of(store.getCertificate(alias)).filter(Objects::nonNull) : Stream.of(chain);
        } catch (KeyStoreException e) {
            throw new IllegalStateException(e);
        }
    }
}
