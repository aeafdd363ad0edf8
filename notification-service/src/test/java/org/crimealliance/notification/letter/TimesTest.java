package org.crimealliance.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Europe/Vienna                  | en | 7 December 2020, 15:30 (Vienna)",
                "Europe/Vienna                  | de | 7. Dezember 2020, 15:30 (Wien)",
                "Europe/Berlin                  | de | 7. Dezember 2020, 15:30 (Berlin)",
                "America/Argentina/Buenos_Aires | en | 7 December 2020, 11:30 (Buenos Aires)",
                // the sign of these names is turned round
                "Etc/GMT+2                      | en | 7 December 2020, 12:30 (GMT-2)",
                "Etc/GMT-14                     | en | 8 December 2020, 04:30 (GMT+14)",
                "Etc/GMT                        | en | 7 December 2020, 14:30 (GMT)",
                "UTC                            | en | 7 December 2020, 14:30 (UTC)"
            })
    void a_time_names_its_zone_as_people_do(String zone, String language, String shown) {
        assertThat(Times.moment(
                        Instant.parse("2020-12-07T14:30:00Z"), ZoneId.of(zone), Locale.forLanguageTag(language)))
                .isEqualTo(shown);
    }
}
