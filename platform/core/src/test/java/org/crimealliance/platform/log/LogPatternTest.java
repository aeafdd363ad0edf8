package org.crimealliance.platform.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

class LogPatternTest {

    @Test
    void nobody_writes_lines_of_his_own_into_a_log() {
        String line = written("a passkey was refused: rk \r\n2026-11-28 INFO forged\u2028and more\u0085and more\nend");
        assertThat(line.strip())
                .doesNotContain("\n", "\r", "\u2028", "\u0085")
                .contains("rk  | 2026-11-28 INFO forged");
        assertThat(line.lines()).hasSize(1);
    }

    private static String written(String message) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(pattern());
        layout.start();
        return layout.doLayout(new LoggingEvent("", context.getLogger("org.example"), Level.INFO, message, null, null));
    }

    private static String pattern() {
        YamlPropertiesFactoryBean defaults = new YamlPropertiesFactoryBean();
        defaults.setResources(new ClassPathResource("alliance-defaults.yml"));
        String pattern = defaults.getObject().getProperty("logging.pattern.console");
        assertThat(pattern).as("that of alliance-defaults.yml").contains("%replace(%m)");
        return pattern.replace("%wEx", "%ex");
    }
}
