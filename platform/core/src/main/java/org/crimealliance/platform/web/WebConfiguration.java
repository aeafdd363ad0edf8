package org.crimealliance.platform.web;

import org.crimealliance.platform.id.Ids;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Problem details and provenance for every service. */
@AutoConfiguration
@Import(ProblemAdvice.class)
public class WebConfiguration {

    @Bean
    FilterRegistrationBean<ProvenanceFilter> provenanceFilter(Ids ids) {
        FilterRegistrationBean<ProvenanceFilter> registration = new FilterRegistrationBean<>(new ProvenanceFilter(ids));
        registration.setOrder(0); // after Spring Security's chain (-100): the caller is known by then
        return registration;
    }
}
