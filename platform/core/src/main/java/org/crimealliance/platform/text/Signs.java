package org.crimealliance.platform.text;

/** What kinds of characters there are, seen by who takes in or shows a text. */
final class Signs {

    private static final String FILLERS =
            "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u2800\u3164\uffa0";

    private Signs() {}

    /** What a space bar, a tabulator and a return key make, in any script. */
    static boolean isBlank(int c) {
        return Character.isSpaceChar(c) || c == '\t' || c == '\n' || c == '\r' || c == 0x85;
    }

    /** Neither ink nor a letter's place: blanks, joiners, directions, variation selectors, fillers. */
    static boolean isInvisible(int c) {
        return isBlank(c)
                || Character.getType(c) == Character.FORMAT
                || FILLERS.indexOf(c) >= 0
                || (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }

    /** What has no meaning at the beginning or the end of a text. */
    static boolean isDroppedAtEnds(char c) {
        return isBlank(c) || c == '\u00ad' || (c >= '\u200b' && c <= '\u200d') || c == '\u2060' || c == '\ufeff';
    }

    static boolean endsLine(int c) {
        return c == '\n' || c == '\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 || c == 0x2029;
    }

    static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    /** A half of a pair that stands alone, or one of the 66 that Unicode keeps for nobody. */
    static boolean isNoCharacter(int c) {
        return (c >= 0xD800 && c <= 0xDFFF) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    }
}
