package org.crimealliance.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Local times around a change of the clocks, dates that are dates, and zones by name. */
class LocalMomentTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new DatesJson()).build();

    private static LocalMoment of(String local) {
        return LocalMoment.of(LocalDateTime.parse(local), VIENNA);
    }

    @Test
    void a_local_time_is_mostly_one_moment() {
        assertThat(of("2021-06-01T12:00")).isEqualTo(new LocalMoment.Once(Instant.parse("2021-06-01T10:00:00Z")));
        assertThat(of("2021-03-28T01:59:59")).isInstanceOf(LocalMoment.Once.class);
        assertThat(of("2021-03-28T03:00")).isInstanceOf(LocalMoment.Once.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-03-28T02:00", "2021-03-28T02:59:59"})
    void the_clocks_leap_over_some(String local) {
        assertThat(of(local)).isInstanceOfSatisfying(LocalMoment.Never.class, never -> {
            assertThat(never.next()).isEqualTo(LocalDateTime.parse("2021-03-28T03:00"));
            assertThat(never.problem()).isEqualTo("does not exist: the clocks go forward to 03:00 then");
        });
    }

    @Test
    void and_show_some_twice_of_which_the_offset_says_one() {
        assertThat(of("2021-10-31T02:30")).isInstanceOfSatisfying(LocalMoment.Twice.class, twice -> {
            assertThat(twice.problem())
                    .isEqualTo("comes twice, as the clocks go back: say which,"
                            + " 2021-10-31T02:30+02:00 or 2021-10-31T02:30+01:00");
            assertThat(twice.at(ZoneOffset.ofHours(2))).isEqualTo(Instant.parse("2021-10-31T00:30:00Z"));
            assertThat(twice.at(ZoneOffset.ofHours(1))).isEqualTo(Instant.parse("2021-10-31T01:30:00Z"));
            assertThat(twice.at(ZoneOffset.UTC)).isNull();
            assertThat(twice.at(null)).isNull();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Vienna, Vienna",
        "America/New_York, New York",
        "America/Argentina/Buenos_Aires, Buenos Aires",
        "UTC, UTC",
        "Etc/GMT, GMT",
        "Etc/GMT+2, GMT-2",
        "Etc/GMT-14, GMT+14",
        "Etc/UTC, UTC"
    })
    void a_zone_is_called_as_people_call_it(String id, String shown) {
        assertThat(ZoneNames.shown(ZoneId.of(id))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "2020-02-29", "9999-12-31"})
    void a_date_has_a_year_of_four_digits(String date) {
        assertThat(DatesJson.date(date)).isEqualTo(LocalDate.parse(date));
        assertThat(JSON.readValue("\"" + date + "\"", LocalDate.class)).isEqualTo(LocalDate.parse(date));
        assertThat(JSON.readValue("\"" + date + "T10:00:00\"", LocalDateTime.class))
                .isEqualTo(LocalDate.parse(date).atTime(10, 0));
        assertThat(JSON.readValue("\"" + date + "T10:00:00Z\"", Instant.class))
                .isEqualTo(LocalDate.parse(date).atTime(10, 0).toInstant(ZoneOffset.UTC));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31", "-0001-01-01", "+10000-01-01"})
    void another_year_is_none(String date) {
        assertThatThrownBy(() -> DatesJson.date(date)).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> JSON.readValue("\"" + date + "\"", LocalDate.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JSON.readValue("\"" + date + "T10:00:00\"", LocalDateTime.class))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JSON.readValue("\"" + date + "T10:00:00Z\"", Instant.class))
                .isInstanceOf(JacksonException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "[2020,12,7]", "true", "{}"})
    void a_number_is_no_date(String json) {
        assertThatThrownBy(() -> JSON.readValue(json, LocalDate.class)).isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> JSON.readValue(json, Instant.class)).isInstanceOf(JacksonException.class);
    }
}
