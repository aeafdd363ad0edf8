package org.crimealliance.platform.seal;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/** Whoever mails nothing needs no key. */
@AutoConfiguration
public class SealConfiguration {

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    LinkSealer linkSealer(@Value("${alliance.mail-public-key:}") String publicKey) {
        return new LinkSealer(publicKey);
    }
}
