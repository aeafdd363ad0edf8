package org.crimealliance.platform.store;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.data.convert.ConverterBuilder;
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
                .registerConverters(Stream.of(
                                stored(Money.class, String.class, Money::toString, Money::parse),
                                stored(LocalDate.class, String.class, LocalDate::toString, LocalDate::parse),
                                stored(LocalTime.class, String.class, LocalTime::toString, LocalTime::parse),
                                stored(Year.class, Integer.class, Year::getValue, Year::of),
                                stored(ZoneId.class, String.class, ZoneId::getId, ZoneId::of))
                        .flatMap(Collection::stream)
                        .toList()));
    }

    private static <T, S> Collection<GenericConverter> stored(
            Class<T> type, Class<S> as, Function<T, S> write, Function<S, T> read) {
        return ConverterBuilder.reading(as, type, read).andWriting(write).getConverters();
    }
}
