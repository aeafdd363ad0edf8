package org.crimealliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

class UploadLimitsTest {

    private static final UploadLimits LIMITS = asDelivered();

    private static UploadLimits asDelivered() {
        StandardEnvironment environment = new StandardEnvironment();
        try {
            new YamlPropertySourceLoader()
                    .load("defaults", new ClassPathResource("alliance-defaults.yml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
        return Binder.get(environment)
                .bind("alliance.uploads", UploadLimits.class)
                .get();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/membership/register-imports, 50 MB",
        "/api/congress/congresses/1/ancillary-imports, 50 MB",
        "/members/import, 50 MB",
        "/api/meetings/1/papers, 25 MB",
        "/members/imports/1, 25 MB"
    })
    void a_list_may_be_larger_than_a_document(String path, String words) {
        assertThat(UploadLimits.words(LIMITS.file(path))).isEqualTo(words);
        assertThat(LIMITS.refusal(path)).isEqualTo("The file is too large: at most " + words + " are taken here.");
        assertThat(LIMITS.request(path))
                .as("with the form around it")
                .isEqualTo(LIMITS.file(path).toBytes() + 1024 * 1024);
    }

    @Test
    void the_container_takes_in_what_any_address_takes() {
        assertThat(LIMITS.largestRequest()).isEqualTo(51 * 1024 * 1024);
        assertThat(new UploadLimits(DataSize.ofMegabytes(3), DataSize.ofMegabytes(1)).largestRequest())
                .isEqualTo(4 * 1024 * 1024);
    }

    @Test
    void small_limits_are_told_too() {
        assertThat(UploadLimits.words(DataSize.ofKilobytes(10))).isEqualTo("10 kB");
    }
}
