package org.crimealliance.platform.text;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The texts of addresses and queries, for services: an application with pages shows what was typed beside what is wrong. */
@AutoConfiguration
public class TextConfiguration {

    TextConfiguration(@Value("${alliance.smtp-utf8:false}") boolean smtpUtf8) {
        MailAddress.serverOffersSmtpUtf8(smtpUtf8);
    }

    @Bean
    @ConditionalOnProperty(name = "alliance.security.resource-server", havingValue = "true", matchIfMissing = true)
    WebMvcConfigurer textsInAddresses() {
        return new WebMvcConfigurer() {
            @Override
            public void addFormatters(FormatterRegistry registry) {
                registry.addConverter(new TakenIn());
            }
        };
    }

    private static final class TakenIn implements GenericConverter {

        @Override
        public Set<ConvertiblePair> getConvertibleTypes() {
            return Set.of(new ConvertiblePair(String.class, String.class));
        }

        @Override
        public @Nullable Object convert(@Nullable Object source, TypeDescriptor from, TypeDescriptor to) {
            Text said = to.getAnnotation(Text.class);
            return source instanceof String text ? (said == null ? TextKind.LINE : said.value()).take(text) : source;
        }
    }
}
