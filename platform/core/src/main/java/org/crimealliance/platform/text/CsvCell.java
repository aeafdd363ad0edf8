package org.crimealliance.platform.text;

import java.util.regex.Pattern;

/**
 * A cell of a CSV file that a spreadsheet opens. What would be a formula there gets an apostrophe before it, with which it
 * is shown as it is: one of {@code = + - @}, a tab or a carriage return at the beginning, and also after each
 * {@code ; ,}, tab or line break inside, since a spreadsheet may be set to split cells there; blanks and quotation marks in
 * between hide nothing. A number with its sign and a telephone number, which have nothing but figures, blanks and
 * {@code . ( ) / -}, stay as they are: no formula that does anything can be written with these.
 */
public final class CsvCell {

    private static final String BEGIN = "(?<=^|[;,\\t\\r\\n])([ \\u00a0\"]*)";
    private static final String FORMULA = "(?=[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20])";
    private static final String FIGURES_ALONE = "(?![+-][0-9][0-9 ()./-]*(?:$|[;,\\t\\r\\n]))";
    private static final Pattern BEFORE_FORMULA = Pattern.compile(BEGIN + FORMULA + FIGURES_ALONE);

    private CsvCell() {}

    public static String harmless(String cell) {
        return BEFORE_FORMULA.matcher(cell).replaceAll("$1'");
    }
}
