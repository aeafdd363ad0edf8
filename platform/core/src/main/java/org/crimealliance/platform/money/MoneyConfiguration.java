package org.crimealliance.platform.money;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Registers {@link MoneyJson} with the service's JSON mapper. */
@AutoConfiguration
public class MoneyConfiguration {

    @Bean
    MoneyJson moneyJson() {
        return new MoneyJson();
    }
}
