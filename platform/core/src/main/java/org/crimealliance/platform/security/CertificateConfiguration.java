package org.crimealliance.platform.security;

import org.crimealliance.platform.time.MachineClock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;

/** Watches the certificates that a process was given ({@code spring.ssl.bundle.*}). */
@AutoConfiguration(afterName = "org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration")
public class CertificateConfiguration {

    @Bean
    CertificateMetrics certificateMetrics(SslBundles bundles, MachineClock machine) {
        return new CertificateMetrics(bundles, machine);
    }
}
