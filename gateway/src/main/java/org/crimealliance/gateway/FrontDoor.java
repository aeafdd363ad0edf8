package org.crimealliance.gateway;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the container itself treats whoever connects, before anything of a request is known. */
@Configuration(proxyBeanMethods = false)
class FrontDoor {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> headersInTime(GatewaySettings settings) {
        return factory -> {
            factory.setProtocol(HeaderTimeLimit.class.getName());
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof HeaderTimeLimit protocol) {
                    protocol.limit(settings.body().headers());
                }
            });
        };
    }

    @Bean
    MeterBinder spoolMeter(Spool spool) {
        return meters -> Gauge.builder("alliance.gateway.spool.bytes", spool, Spool::held)
                .description("of requests and answers that lie on disk while somebody sends or reads them")
                .register(meters);
    }
}
