package org.crimealliance.platform.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Money as {@code {"amount":"200.00","currency":"EUR"}}: the amount is a string, so that no reader makes a float of it. */
public final class MoneyJson extends SimpleModule {

    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,12}(\\.[0-9]{1,3})?");

    public MoneyJson() {
        super("money");
        addSerializer(Money.class, new Writer());
        addDeserializer(Money.class, new Reader());
    }

    private static final class Writer extends ValueSerializer<Money> {
        @Override
        public void serialize(Money money, JsonGenerator out, SerializationContext context) {
            out.writeStartObject();
            out.writeStringProperty("amount", money.getAmount().toPlainString());
            out.writeStringProperty("currency", money.getCurrencyUnit().getCode());
            out.writeEndObject();
        }
    }

    private static final class Reader extends ValueDeserializer<Money> {
        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) {
            JsonNode node = context.readTree(in);
            try {
                String amount = node.path("amount").stringValue("");
                if (!AMOUNT.matcher(amount).matches()) { // 1e999999999 would be written out before it is refused
                    throw new NumberFormatException(amount);
                }
                return Money.of(CurrencyUnit.of(node.path("currency").stringValue("")), new BigDecimal(amount));
            } catch (RuntimeException e) {
                return (Money) context.handleWeirdStringValue(
                        Money.class, node.toString(), "an object with amount (two decimals) and currency is needed");
            }
        }
    }
}
