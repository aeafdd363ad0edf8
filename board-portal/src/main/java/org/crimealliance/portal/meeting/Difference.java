package org.crimealliance.portal.meeting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What differs between two texts: by words, or by lines where the texts are long. */
final class Difference {

    /** How a piece stands in the second text as compared with the first. */
    public enum Kind {
        SAME,
        ADDED,
        REMOVED
    }

    /** A run of words alike in kind. */
    public record Piece(Kind kind, String text) {}

    private static final int MOST_CELLS = 4_000_000;

    private Difference() {}

    static List<Piece> between(String before, String after) {
        String[] a = words(before);
        String[] b = words(after);
        if ((long) a.length * b.length > MOST_CELLS) {
            a = before.split("(?<=\n)", -1);
            b = after.split("(?<=\n)", -1);
        }
        return (long) a.length * b.length > MOST_CELLS
                ? List.of(new Piece(Kind.REMOVED, before), new Piece(Kind.ADDED, after))
                : walked(a, b);
    }

    private static String[] words(String text) {
        return Arrays.stream(text.split("(?<=\\s)|(?=\\s)", -1))
                .filter(word -> !word.isEmpty())
                .toArray(String[]::new);
    }

    /** The longest common subsequence, walked from the front. */
    private static List<Piece> walked(String[] a, String[] b) {
        int[][] common = new int[a.length + 1][b.length + 1];
        for (int i = a.length - 1; i >= 0; i--) {
            for (int j = b.length - 1; j >= 0; j--) {
                common[i][j] =
                        a[i].equals(b[j]) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Piece> pieces = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.length || j < b.length) {
            if (i < a.length && j < b.length && a[i].equals(b[j])) {
                add(pieces, Kind.SAME, a[i++]);
                j++;
            } else if (i < a.length && (j == b.length || common[i + 1][j] >= common[i][j + 1])) {
                add(pieces, Kind.REMOVED, a[i++]);
            } else {
                add(pieces, Kind.ADDED, b[j++]);
            }
        }
        return pieces;
    }

    private static void add(List<Piece> pieces, Kind kind, String text) {
        if (!pieces.isEmpty() && pieces.getLast().kind() == kind) {
            pieces.add(new Piece(kind, pieces.removeLast().text() + text));
        } else {
            pieces.add(new Piece(kind, text));
        }
    }
}
