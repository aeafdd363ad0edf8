package org.crimealliance.platform.document;

import java.text.Normalizer;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.Text;

/** What of a text can be printed. */
public final class PrintableText {

    /** Stands for a character that no font has. */
    static final int BOX = 0x25A1;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int SOFT_HYPHEN = 0xAD;

    private PrintableText() {}

    /** With a sign for each character that XML cannot carry, not even escaped: PDF, DOCX and XML are made of it. */
    public static String wellFormed(String text) {
        return text.codePoints().allMatch(PrintableText::inXml)
                ? text
                : text.codePoints()
                        .map(c -> inXml(c) ? c : 0xFFFD)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Composes letters and their marks, drops what has no look of its own; returns the characters that are left. */
    static Set<Integer> prepare(Document page) {
        Set<Integer> used = new TreeSet<>();
        texts(page.getDocumentElement(), text -> {
            String composed = composed(text.getData());
            String printable = composed.isEmpty() ? " " : composed; // the layout has no place for a text of no length
            if (!printable.equals(text.getData())) {
                text.setData(printable);
            }
            printable
                    .codePoints()
                    .filter(c -> !Character.isWhitespace(c) && Character.getType(c) != Character.FORMAT)
                    .forEach(used::add);
        });
        return used;
    }

    /** Puts a box for each of {@code missing}. */
    static void replace(Document page, Set<Integer> missing) {
        if (missing.isEmpty()) {
            return;
        }
        texts(
                page.getDocumentElement(),
                text -> text.setData(text.getData()
                        .codePoints()
                        .map(c -> missing.contains(c) ? BOX : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()));
    }

    private static String composed(String text) {
        if (text.chars().allMatch(c -> c < 0x300)) {
            return text;
        }
        // letters from a Mac come apart from their accents, and the fonts' marks are not positioned here
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .codePoints()
                .filter(PrintableText::hasALook)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean hasALook(int c) {
        boolean variationSelector = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        boolean control = Character.getType(c) == Character.FORMAT
                && c != ZERO_WIDTH_NON_JOINER
                && c != ZERO_WIDTH_JOINER
                && c != SOFT_HYPHEN;
        return !variationSelector && !control;
    }

    private static boolean inXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c >= 0x10000;
    }

    private static void texts(Node parent, Consumer<Text> each) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Text text) {
                each.accept(text);
            } else if (!"style".equals(node.getNodeName())) {
                texts(node, each);
            }
        }
    }
}
