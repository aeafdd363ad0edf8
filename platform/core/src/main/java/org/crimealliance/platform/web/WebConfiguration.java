package org.crimealliance.platform.web;

import io.micrometer.observation.ObservationFilter;
import org.apache.catalina.core.StandardHost;
import org.crimealliance.platform.id.Ids;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** Problem details and provenance for every service. */
@AutoConfiguration(beforeName = "org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration")
@Import({ProblemAdvice.class, RefusedTextsAdvice.class})
public class WebConfiguration {

    @Bean
    FilterRegistrationBean<ProvenanceFilter> provenanceFilter(Ids ids) {
        FilterRegistrationBean<ProvenanceFilter> registration = new FilterRegistrationBean<>(new ProvenanceFilter(ids));
        registration.setOrder(0); // after Spring Security's chain (-100): the caller is known by then
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(@Value("${alliance.max-body:2MB}") DataSize limit) {
        FilterRegistrationBean<BodyLimitFilter> registration =
                new FilterRegistrationBean<>(new BodyLimitFilter(limit.toBytes()));
        registration.setOrder(-90); // after security (-100), before anything reads the body
        return registration;
    }

    @Bean
    WebMvcConfigurer beforeHandlers(UploadLimits limits) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new AnswerableFirst()); // after who may call at all was asked
                registry.addInterceptor(new UploadedFiles(limits));
            }
        };
    }

    @Bean
    ObservationFilter addressesOutOfSpans() {
        return new AddressesOutOfSpans();
    }

    @Bean
    RecordSchemas recordSchemas() {
        return new RecordSchemas();
    }

    @Bean
    ApiDocument apiDocument(@Value("${spring.application.name}") String application) {
        return new ApiDocument(application);
    }

    /** What is sent to a service is read to the letter; an application with pages reads its own forms. */
    @Configuration
    @ConditionalOnProperty(name = "alliance.security.resource-server", havingValue = "true", matchIfMissing = true)
    static class ForServices {

        @Bean
        AsWritten asWritten() {
            return new AsWritten();
        }

        @Bean
        RequestJson requestJson(JsonMapper json) {
            return new RequestJson(json);
        }
    }

    @Configuration
    @Import(UnexpectedAdvice.class)
    static class WhatFailsOutsideOfControllers {

        @Bean
        @ConditionalOnMissingBean(ErrorController.class)
        ProblemErrorController problemErrorController() {
            return new ProblemErrorController();
        }
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValve() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
    }
}
