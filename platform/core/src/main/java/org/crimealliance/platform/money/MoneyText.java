package org.crimealliance.platform.money;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import org.joda.money.Money;

/** Amounts as people read them, everywhere alike: {@code EUR 14,040.00}. */
public final class MoneyText {

    private MoneyText() {}

    public static String of(Money money) {
        return of(money, Locale.ENGLISH);
    }

    /** With the signs of this language: {@code EUR 14.040,00} in German. */
    public static String of(Money money, Locale language) {
        return money.getCurrencyUnit().getCode() + " " + amount(money, language);
    }

    /** Without the currency, which stands elsewhere. */
    public static String amount(Money money) {
        return amount(money, Locale.ENGLISH);
    }

    private static String amount(Money money, Locale language) {
        int decimals = money.getCurrencyUnit().getDecimalPlaces();
        String pattern = decimals == 0 ? "#,##0" : "#,##0." + "0".repeat(decimals);
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(language)).format(money.getAmount());
    }
}
