package org.crimealliance.platform.document;

import com.openhtmltopdf.bidi.BidiReorderer;
import java.text.Bidi;
import java.text.Normalizer;

/** Joins the letters of a text from right to left, and puts it in the order in which it is seen. */
final class BidiText implements BidiReorderer {

    private static final String PAIRS = "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265";

    @Override
    public String reorderRTLTextToLTR(String text) {
        int[] letters = text.codePoints().toArray();
        Bidi bidi = new Bidi(text, Bidi.DIRECTION_RIGHT_TO_LEFT);
        Integer[] order = new Integer[letters.length];
        byte[] levels = new byte[letters.length];
        for (int i = 0, at = 0; i < letters.length; at += Character.charCount(letters[i]), i++) {
            order[i] = i;
            levels[i] = (byte) bidi.getLevelAt(at);
        }
        Bidi.reorderVisually(levels, 0, order, 0, order.length);
        StringBuilder seen = new StringBuilder(text.length());
        for (int i : order) {
            boolean rightToLeft = bidi.getLevelAt(text.offsetByCodePoints(0, i)) % 2 == 1;
            seen.appendCodePoint(rightToLeft ? mirrored(letters[i]) : letters[i]);
        }
        return seen.toString();
    }

    @Override
    public String shapeText(String text) {
        return ArabicLetters.join(text);
    }

    @Override
    public String deshapeText(String text) {
        return text.chars().anyMatch(ArabicLetters::isForm) ? Normalizer.normalize(text, Normalizer.Form.NFKC) : text;
    }

    @Override
    public boolean isLiveImplementation() {
        return true;
    }

    private static int mirrored(int c) {
        int at = PAIRS.indexOf(c);
        return at < 0 ? c : PAIRS.charAt(at ^ 1);
    }
}
