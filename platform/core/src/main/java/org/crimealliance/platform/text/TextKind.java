package org.crimealliance.platform.text;

import java.text.Normalizer;

/**
 * What a text may be, and how it is taken in: composed (NFC), without blanks and signs that nobody sees at its ends. What
 * nobody can have meant is refused, not mended: control characters, directions that are opened and not closed, something
 * that has no look at all.
 */
public enum TextKind {
    /** On one line: a name, a title, a city. */
    LINE,

    /** Of several lines; they end with a line feed. Tabs stay. */
    PARAGRAPHS,

    /** A {@linkplain MailAddress mail address} that our server can mail: on one line, and otherwise as it was typed, for that is where the mail goes. */
    ADDRESS,

    /** A password, or what is only looked up: neither looked at nor changed. */
    VERBATIM;

    /** More marks than any writing puts on one letter; Unicode's bound for text in streams (UAX 15). */
    private static final int MOST_MARKS = 30;

    /**
     * The text as it is kept; empty if it is blank.
     *
     * @throws UnacceptableTextException if it cannot be taken
     */
    public String take(String typed) {
        if (this == VERBATIM) {
            return typed;
        }
        String lines = this == PARAGRAPHS ? withLineFeeds(typed) : typed;
        if (lines.codePoints().allMatch(Signs::isBlank)) {
            return "";
        }
        if (lines.codePoints().allMatch(Signs::isInvisible)) {
            throw new UnacceptableTextException("must have something that can be seen");
        }
        String text = withoutInvisibleEnds(lines);
        check(text);
        if (this == ADDRESS) {
            String problem = MailAddress.problem(text);
            if (problem != null) {
                throw new UnacceptableTextException(problem);
            }
        }
        return this == ADDRESS ? text : Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static String withLineFeeds(String text) {
        return text.replace("\r\n", "\n")
                .replace('\r', '\n')
                .replace('\u0085', '\n')
                .replace('\u2028', '\n')
                .replace('\u2029', '\n');
    }

    private void check(String text) {
        Directions directions = new Directions();
        int marks = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean endsLine = Signs.endsLine(c);
            if (endsLine && this != PARAGRAPHS) {
                throw new UnacceptableTextException("must be on one line");
            }
            if (Character.isISOControl(c) && !(this == PARAGRAPHS && (c == '\n' || c == '\t'))) {
                throw new UnacceptableTextException("must not contain control characters");
            }
            if (Signs.isNoCharacter(c)) {
                throw new UnacceptableTextException("contains something that is no character");
            }
            marks = Signs.isMark(c) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                throw new UnacceptableTextException("has more marks on one letter than any writing");
            }
            if (!directions.goOn(c) || (endsLine && directions.areOpen())) {
                throw new UnacceptableTextException("must close each change of direction that it opens");
            }
        }
        if (directions.areOpen()) {
            throw new UnacceptableTextException("must close each change of direction that it opens");
        }
    }

    private static String withoutInvisibleEnds(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && Signs.isDroppedAtEnds(text.charAt(from))) {
            from++;
        }
        while (from < to && Signs.isDroppedAtEnds(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }
}
