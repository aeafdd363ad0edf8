package org.crimealliance.membership.invoice;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;

/**
 * The fonts of the invoices. The usual one is small and always embedded; the larger ones only where a text has letters that
 * the ones before lack.
 */
final class InvoiceFonts {

    private record Font(String family, byte[] bytes, CmapLookup glyphs) {}

    private static final String USUAL = "Sans";

    private final Font usual = font(USUAL, "LiberationSans-Regular.ttf");
    private final byte[] bold = read("LiberationSans-Bold.ttf");
    private final List<Font> fallbacks =
            List.of(font("Wide", "DejaVuSans.ttf"), font("East", "DroidSansFallbackFull.ttf"));

    /** Adds the fonts that {@code text} needs; returns the families in the order of preference. */
    List<String> addTo(PdfRendererBuilder builder, String text) {
        List<String> families = new ArrayList<>(List.of(USUAL));
        add(builder, usual.bytes(), USUAL, 400);
        add(builder, bold, USUAL, 700);
        int[] missing = without(usual, text.codePoints().distinct().toArray());
        for (Font fallback : fallbacks) {
            int[] stillMissing = without(fallback, missing);
            if (stillMissing.length < missing.length) {
                add(builder, fallback.bytes(), fallback.family(), 400);
                families.add(fallback.family());
            }
            missing = stillMissing;
        }
        return families;
    }

    private static int[] without(Font font, int[] codePoints) {
        return java.util.Arrays.stream(codePoints)
                .filter(c -> !Character.isWhitespace(c) && font.glyphs().getGlyphId(c) == 0)
                .toArray();
    }

    private static void add(PdfRendererBuilder builder, byte[] bytes, String family, int weight) {
        builder.useFont(() -> new ByteArrayInputStream(bytes), family, weight, FontStyle.NORMAL, true);
    }

    private static Font font(String family, String file) {
        byte[] bytes = read(file);
        try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(bytes))) {
            return new Font(family, bytes, font.getUnicodeCmapLookup());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
