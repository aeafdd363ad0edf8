package org.crimealliance.membership.invoice;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PDFontSupplier;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * The fonts of the invoices. The usual one is small and always embedded; the larger ones only where a text has letters that
 * the ones before lack.
 */
final class InvoiceFonts {

    private static final class Font {
        private final String family;
        private final int weight;
        private final byte[] bytes;

        Font(String family, int weight, byte[] bytes) {
            this.family = family;
            this.weight = weight;
            this.bytes = bytes;
        }
    }

    private static final String USUAL = "Sans";

    private final Font usual = new Font(USUAL, 400, read("LiberationSans-Regular.ttf"));
    private final Font bold = new Font(USUAL, 700, read("LiberationSans-Bold.ttf"));
    private final List<Font> fallbacks = List.of(
            new Font("Wide", 400, read("DejaVuSans.ttf")), new Font("East", 400, read("DroidSansFallbackFull.ttf")));

    /** Parsed once a thread: a font reads its tables when they are first asked for, and is not made for two at once. */
    private final ThreadLocal<Map<Font, TrueTypeFont>> parsed = ThreadLocal.withInitial(HashMap::new);

    /** Adds the fonts that {@code text} needs; returns the families in the order of preference. */
    List<String> addTo(PdfRendererBuilder builder, PDDocument pdf, String text) throws IOException {
        List<String> families = new ArrayList<>(List.of(USUAL));
        add(builder, pdf, usual);
        add(builder, pdf, bold);
        int[] missing = lackedBy(usual, text.codePoints().distinct().toArray());
        for (Font fallback : fallbacks) {
            if (missing.length == 0) {
                break;
            }
            int[] stillMissing = lackedBy(fallback, missing);
            if (stillMissing.length < missing.length) {
                add(builder, pdf, fallback);
                families.add(fallback.family);
            }
            missing = stillMissing;
        }
        return families;
    }

    private int[] lackedBy(Font font, int[] codePoints) throws IOException {
        CmapLookup glyphs = parsed(font).getUnicodeCmapLookup();
        return Arrays.stream(codePoints)
                .filter(c -> !Character.isWhitespace(c) && glyphs.getGlyphId(c) == 0)
                .toArray();
    }

    private void add(PdfRendererBuilder builder, PDDocument pdf, Font font) throws IOException {
        builder.useFont(
                new PDFontSupplier(PDType0Font.load(pdf, parsed(font), true)),
                font.family,
                font.weight,
                FontStyle.NORMAL,
                true);
    }

    private TrueTypeFont parsed(Font font) throws IOException {
        Map<Font, TrueTypeFont> mine = parsed.get();
        TrueTypeFont known = mine.get(font);
        if (known == null) {
            known = new TTFParser().parse(new RandomAccessReadBuffer(font.bytes));
            known.setEnableGsub(false); // ligatures took 40% of the time of a page and change nothing on an invoice
            mine.put(font, known);
        }
        return known;
    }

    private static byte[] read(String file) {
        try (InputStream in = InvoiceFonts.class.getResourceAsStream("/fonts/" + file)) {
            if (in == null) {
                throw new IllegalStateException("no font " + file);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
