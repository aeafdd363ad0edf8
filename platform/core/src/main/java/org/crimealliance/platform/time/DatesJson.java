package org.crimealliance.platform.time;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.function.ToIntFunction;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateDeserializer;
import tools.jackson.databind.ext.javatime.deser.LocalDateTimeDeserializer;
import tools.jackson.databind.module.SimpleModule;

/**
 * Dates and moments of the years 1 to 9999, which is what RFC 3339 can write. Java reads years of nine digits too; they
 * pass every check and then do not fit into the store, or a calendar entry, or another reader's date.
 */
public final class DatesJson extends SimpleModule {

    private static final long serialVersionUID = 1L;

    public DatesJson() {
        super("dates");
        addDeserializer(
                LocalDate.class,
                new OfFourDigits<>(LocalDate.class, LocalDateDeserializer.INSTANCE, LocalDate::getYear));
        addDeserializer(
                LocalDateTime.class,
                new OfFourDigits<>(LocalDateTime.class, LocalDateTimeDeserializer.INSTANCE, LocalDateTime::getYear));
        addDeserializer(
                Instant.class,
                new OfFourDigits<>(
                        Instant.class,
                        InstantDeserializer.INSTANT,
                        moment -> moment.atOffset(ZoneOffset.UTC).getYear()));
    }

    /** As it stands in an address. */
    static LocalDate date(String text) {
        LocalDate date = LocalDate.parse(text);
        if (!isPlausible(date.getYear())) {
            throw new DateTimeException("not a year of four digits: " + text);
        }
        return date;
    }

    private static boolean isPlausible(int year) {
        return year >= 1 && year <= 9999;
    }

    private static final class OfFourDigits<T> extends ValueDeserializer<T> {

        private final Class<T> type;
        private final ValueDeserializer<T> reader;
        private final ToIntFunction<T> year;

        OfFourDigits(Class<T> type, ValueDeserializer<T> reader, ToIntFunction<T> year) {
            this.type = type;
            this.reader = reader;
            this.year = year;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) {
            if (!in.hasToken(JsonToken.VALUE_STRING)) {
                return type.cast(context.handleUnexpectedToken(type, in)); // 1 is no moment, [2020,12,7] no day
            }
            T value = reader.deserialize(in, context);
            if (value != null && !isPlausible(year.applyAsInt(value))) {
                return type.cast(context.handleWeirdStringValue(type, value.toString(), "not a year of four digits"));
            }
            return value;
        }
    }
}
