package org.crimealliance.platform.document;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The joined forms of the Arabic letters. The renderer draws one glyph for one character, so the forms that fonts keep for
 * joining are asked for by Unicode's presentation forms. A letter that has none there prints as it stands alone.
 */
final class ArabicLetters {

    private static final class Forms {
        private int isolated;
        private int last;
        private int first;
        private int middle;
    }

    private static final int LAM = 0x644;
    private static final int TATWEEL = 0x640;
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final Map<Integer, Forms> LETTERS = new HashMap<>();

    /** Lam and an alef become one sign; by the alef. */
    private static final Map<Integer, Forms> LAM_WITH = new HashMap<>();

    static {
        for (int c = 0xFB50; c <= 0xFEFC; c++) {
            if (isForm(c) && Character.isDefined(c)) {
                learn(c);
            }
        }
    }

    private ArabicLetters() {}

    static boolean isForm(int c) {
        return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC);
    }

    /** In the order of reading; joiners, having done their work, are left out. */
    static String join(String text) {
        if (text.chars().noneMatch(c -> c >= 0x600 && c <= 0x6FF)) {
            return text;
        }
        int[] letters = text.codePoints().toArray();
        StringBuilder joined = new StringBuilder(text.length());
        for (int i = 0; i < letters.length; i++) {
            int letter = letters[i];
            boolean before = joinsOnwards(neighbour(letters, i, -1));
            Forms ligature = letter == LAM && i + 1 < letters.length ? LAM_WITH.get(letters[i + 1]) : null;
            if (ligature != null) {
                joined.appendCodePoint(before ? ligature.last : ligature.isolated);
                i++;
            } else if (letter != ZERO_WIDTH_JOINER && letter != ZERO_WIDTH_NON_JOINER) {
                joined.appendCodePoint(form(letter, before, joinsBack(neighbour(letters, i, 1))));
            }
        }
        return joined.toString();
    }

    private static int form(int letter, boolean before, boolean after) {
        Forms forms = LETTERS.get(letter);
        if (forms == null) {
            return letter;
        }
        boolean back = before && forms.last != 0;
        boolean onwards = after && forms.first != 0;
        int form = back && onwards ? forms.middle : back ? forms.last : onwards ? forms.first : forms.isolated;
        return form == 0 ? letter : form;
    }

    /** The next letter, marks passed over; 0: none. */
    private static int neighbour(int[] letters, int from, int step) {
        int i = from + step;
        while (i >= 0 && i < letters.length && Character.getType(letters[i]) == Character.NON_SPACING_MARK) {
            i += step;
        }
        return i >= 0 && i < letters.length ? letters[i] : 0;
    }

    private static boolean joinsOnwards(int letter) {
        Forms forms = LETTERS.get(letter);
        return letter == TATWEEL || letter == ZERO_WIDTH_JOINER || (forms != null && forms.first != 0);
    }

    private static boolean joinsBack(int letter) {
        Forms forms = LETTERS.get(letter);
        return letter == TATWEEL || letter == ZERO_WIDTH_JOINER || (forms != null && forms.last != 0);
    }

    private static void learn(int form) {
        String plain = Normalizer.normalize(Character.toString(form), Normalizer.Form.NFKC);
        Forms forms = formsOf(plain);
        String name = Character.getName(form);
        if (forms == null || name == null) {
            return;
        }
        if (name.endsWith(" ISOLATED FORM")) {
            forms.isolated = form;
        } else if (name.endsWith(" FINAL FORM")) {
            forms.last = form;
        } else if (name.endsWith(" INITIAL FORM")) {
            forms.first = form;
        } else if (name.endsWith(" MEDIAL FORM")) {
            forms.middle = form;
        }
    }

    private static @Nullable Forms formsOf(String plain) {
        if (plain.length() == 1 && !isForm(plain.charAt(0))) {
            return LETTERS.computeIfAbsent((int) plain.charAt(0), letter -> new Forms());
        }
        boolean alef = plain.length() == 2
                && plain.charAt(0) == LAM
                && "\u0622\u0623\u0625\u0627".indexOf(plain.charAt(1)) >= 0;
        return alef ? LAM_WITH.computeIfAbsent((int) plain.charAt(1), letter -> new Forms()) : null;
    }
}
