package org.crimealliance.membership.member;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A name without case, accents, spaces and punctuation: two spellings of one name fold alike. */
public final class FoldedName {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NEITHER_LETTER_NOR_DIGIT = Pattern.compile("[^\\p{L}\\p{N}@]+");

    private FoldedName() {}

    public static String of(String name) {
        String decomposed = Normalizer.normalize(name, Normalizer.Form.NFKD);
        String bare = MARKS.matcher(decomposed).replaceAll("");
        return NEITHER_LETTER_NOR_DIGIT
                .matcher(bare.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT))
                .replaceAll("");
    }
}
