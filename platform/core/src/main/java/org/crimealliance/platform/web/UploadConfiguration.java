package org.crimealliance.platform.web;

import jakarta.servlet.MultipartConfigElement;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The bounds of uploads, in every process. */
@AutoConfiguration(beforeName = "org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration")
@EnableConfigurationProperties(UploadLimits.class)
public class UploadConfiguration {

    /** All of an upload goes to disk. What is larger than an address takes is refused there, in words. */
    @Bean
    @ConditionalOnProperty(name = "spring.servlet.multipart.enabled", havingValue = "true", matchIfMissing = true)
    MultipartConfigElement uploadsByContainer(UploadLimits limits) {
        return new MultipartConfigElement("", limits.largestRequest(), limits.largestRequest(), 0);
    }
}
