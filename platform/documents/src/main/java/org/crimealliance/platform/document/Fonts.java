package org.crimealliance.platform.document;

import com.openhtmltopdf.css.constants.IdentValue;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver;
import com.openhtmltopdf.pdfboxout.PdfBoxFontResolver.FontGroup;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The bundled fonts. The usual ones are always there; another one only where a text has letters that those before it lack,
 * as each font that is there costs time and makes the lines higher.
 *
 * <p>A font reads its tables when they are first asked for, which two threads must not do at once: so a rendering borrows a
 * set of parsed fonts for itself. There are as many sets as renderings at once, which bounds the heap.
 */
final class Fonts {

    /** In the order of preference. */
    private enum Font {
        USUAL("NotoSans-Regular"),
        BOLD("NotoSans-Bold", 700, IdentValue.NORMAL),
        ITALIC("NotoSans-Italic", 400, IdentValue.ITALIC),
        ARABIC("NotoSansArabic-Regular"),
        HEBREW("NotoSansHebrew-Regular"),
        CHINESE_AND_JAPANESE("DroidSansFallbackFull"),
        KOREAN("NanumSquareR"),
        DEVANAGARI("NotoSansDevanagari-Regular"),
        BENGALI("NotoSansBengali-Regular"),
        GUJARATI("NotoSansGujarati-Regular"),
        GURMUKHI("NotoSansGurmukhi-Regular"),
        TAMIL("NotoSansTamil-Regular"),
        TELUGU("NotoSansTelugu-Regular"),
        KANNADA("NotoSansKannada-Regular"),
        MALAYALAM("NotoSansMalayalam-Regular"),
        SINHALA("NotoSansSinhala-Regular"),
        THAI("NotoSansThai-Regular"),
        LAO("NotoSansLao-Regular"),
        KHMER("NotoSansKhmer-Regular"),
        MYANMAR("NotoSansMyanmar-Regular"),
        ETHIOPIC("NotoSansEthiopic-Regular"),
        ARMENIAN("NotoSansArmenian-Regular"),
        GEORGIAN("NotoSansGeorgian-Regular"),
        OTHER_LETTERS_AND_SIGNS("DejaVuSans"),
        PICTURES("NotoSansSymbols2-Regular");

        private final String file;
        private final int weight;
        private final IdentValue style;

        Font(String file) {
            this(file, 400, IdentValue.NORMAL);
        }

        Font(String file, int weight, IdentValue style) {
            this.file = file;
            this.weight = weight;
            this.style = style;
        }

        private boolean always() {
            return ordinal() <= ITALIC.ordinal();
        }
    }

    private static final int MOST_AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private final ConcurrentLinkedDeque<Map<Font, TrueTypeFont>> idle = new ConcurrentLinkedDeque<>();

    /** Waits for a set if all are in use. To be closed. */
    Set borrow() {
        places.acquireUninterruptibly();
        Map<Font, TrueTypeFont> parsed = idle.pollFirst();
        return new Set(parsed == null ? new EnumMap<>(Font.class) : parsed);
    }

    /**
     * Which fonts a text needs.
     *
     * @param missing the characters that no font has
     */
    record Choice(List<Font> fonts, java.util.Set<Integer> missing) {}

    /** Parsed fonts, of one rendering at a time. */
    final class Set implements AutoCloseable {

        private final Map<Font, TrueTypeFont> parsed;

        private Set(Map<Font, TrueTypeFont> parsed) {
            this.parsed = parsed;
        }

        Choice choose(java.util.Set<Integer> characters) throws IOException {
            List<Font> chosen = new ArrayList<>();
            java.util.Set<Integer> missing = new TreeSet<>(characters);
            for (Font font : Font.values()) {
                if (font == Font.BOLD || font == Font.ITALIC) {
                    chosen.add(font);
                } else if (!missing.isEmpty()) {
                    CmapLookup glyphs = parsed(font).getUnicodeCmapLookup();
                    boolean useful = missing.removeIf(c -> glyphs.getGlyphId(c) != 0);
                    if (useful || font.always()) {
                        chosen.add(font);
                    }
                }
            }
            if (!missing.isEmpty() && !chosen.contains(Font.OTHER_LETTERS_AND_SIGNS)) {
                chosen.add(Font.OTHER_LETTERS_AND_SIGNS); // has the box
            }
            return new Choice(List.copyOf(chosen), missing);
        }

        void addTo(PdfBoxFontResolver resolver, PDDocument pdf, Choice choice) throws IOException {
            for (Font font : choice.fonts()) {
                resolver.addFont(
                        new PDFontSupplier(PDType0Font.load(pdf, parsed(font), true)),
                        font.name(),
                        font.weight,
                        font.style,
                        true,
                        FontGroup.PRE_BUILT_IN_FALLBACK); // so that it stands behind any family that a page names
            }
        }

        @Override
        public void close() {
            idle.addFirst(parsed);
            places.release();
        }

        private TrueTypeFont parsed(Font font) throws IOException {
            TrueTypeFont known = parsed.get(font);
            if (known == null) {
                known = read(font);
                parsed.put(font, known);
            }
            return known;
        }
    }

    private static TrueTypeFont read(Font font) throws IOException {
        try (InputStream in = Fonts.class.getResourceAsStream("/fonts/" + font.file + ".ttf")) {
            if (in == null) {
                throw new IllegalStateException("no font " + font.file);
            }
            TrueTypeFont parsed = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            parsed.setEnableGsub(false); // ligatures took 40% of the time of a page, and have no text to copy
            return parsed;
        }
    }
}
