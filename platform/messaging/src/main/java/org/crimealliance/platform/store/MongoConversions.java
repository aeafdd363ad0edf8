package org.crimealliance.platform.store;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import org.joda.money.Money;
import org.springframework.core.convert.converter.Converter;
import org.springframework.data.convert.ReadingConverter;
import org.springframework.data.convert.WritingConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions.BigDecimalRepresentation;

/**
 * Dates without a time are stored as ISO text (the driver would shift them by the machine's zone), money as {@code EUR
 * 200.00}, decimals as Decimal128.
 */
final class MongoConversions {

    private MongoConversions() {}

    static MongoCustomConversions conversions() {
        return MongoCustomConversions.create(config -> config.bigDecimal(BigDecimalRepresentation.DECIMAL128)
                .registerConverters(List.of(
                        new MoneyToText(),
                        new TextToMoney(),
                        new DateToText(),
                        new TextToDate(),
                        new TimeToText(),
                        new TextToTime(),
                        new YearToNumber(),
                        new NumberToYear(),
                        new ZoneToText(),
                        new TextToZone())));
    }

    @WritingConverter
    static final class MoneyToText implements Converter<Money, String> {
        @Override
        public String convert(Money money) {
            return money.toString();
        }
    }

    @ReadingConverter
    static final class TextToMoney implements Converter<String, Money> {
        @Override
        public Money convert(String text) {
            return Money.parse(text);
        }
    }

    @WritingConverter
    static final class DateToText implements Converter<LocalDate, String> {
        @Override
        public String convert(LocalDate date) {
            return date.toString();
        }
    }

    @ReadingConverter
    static final class TextToDate implements Converter<String, LocalDate> {
        @Override
        public LocalDate convert(String text) {
            return LocalDate.parse(text);
        }
    }

    @WritingConverter
    static final class TimeToText implements Converter<LocalTime, String> {
        @Override
        public String convert(LocalTime time) {
            return time.toString();
        }
    }

    @ReadingConverter
    static final class TextToTime implements Converter<String, LocalTime> {
        @Override
        public LocalTime convert(String text) {
            return LocalTime.parse(text);
        }
    }

    @WritingConverter
    static final class YearToNumber implements Converter<Year, Integer> {
        @Override
        public Integer convert(Year year) {
            return year.getValue();
        }
    }

    @ReadingConverter
    static final class NumberToYear implements Converter<Integer, Year> {
        @Override
        public Year convert(Integer year) {
            return Year.of(year);
        }
    }

    @WritingConverter
    static final class ZoneToText implements Converter<ZoneId, String> {
        @Override
        public String convert(ZoneId zone) {
            return zone.getId();
        }
    }

    @ReadingConverter
    static final class TextToZone implements Converter<String, ZoneId> {
        @Override
        public ZoneId convert(String text) {
            return ZoneId.of(text);
        }
    }
}
