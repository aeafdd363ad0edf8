package org.crimealliance.platform.time;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.converter.Converter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Registers {@link DatesJson} with the service's JSON mapper, and the same for dates in addresses. */
@AutoConfiguration
public class DatesConfiguration {

    @Bean
    DatesJson datesJson() {
        return new DatesJson();
    }

    @Bean
    WebMvcConfigurer datesInAddresses() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(String.class, LocalDate.class, toDate());
            }
        };
    }

    private static Converter<String, @Nullable LocalDate> toDate() {
        return text -> text.isBlank() ? null : DatesJson.date(text);
    }
}
