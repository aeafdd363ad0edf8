package org.crimealliance.platform.document;

import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.GregorianCalendar;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.w3c.dom.Document;

/**
 * Prints XHTML as a tagged PDF/A-3U with its fonts inside.
 *
 * <p>Names print in every script that a bundled font has; what none has prints as a box. Text from right to left stands in
 * its visual order, Arabic letters joined. Whatever family a style sheet names, the bundled fonts are used: a family that
 * is not there costs the renderer the rest of the document. Nothing is ever fetched: images are {@code data:} URIs.
 *
 * <p>For use by many threads at once; make one for a process, as its fonts are parsed once.
 */
public final class PdfRenderer {

    private static final Pattern CREATED = Pattern.compile("(<xmp:CreateDate>)[^<]*(</xmp:CreateDate>)");

    /** A page costs a second or more of a processor: the others are for those who ask for something else meanwhile. */
    private static final Turns TURNS =
            new Turns(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), Duration.ofSeconds(20));

    private final Fonts fonts = new Fonts();
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    /** Fonts are read when a text first needs them. */
    public PdfRenderer() {
        XRLog.setLoggingEnabled(false); // it tells of every style sheet and font at INFO
    }

    /**
     * The same page and time give the same bytes.
     *
     * @param xhtml well-formed, with {@code lang}, a title and a description (the tagged PDF carries them); characters that
     *     XML cannot carry are replaced
     * @param created what the document tells as the time it was made, to the second
     * @throws RuntimeException if the page is not well-formed
     * @throws java.util.concurrent.RejectedExecutionException if so many are asked for at once that no turn came in time
     */
    public byte[] render(String xhtml, Instant created) {
        return TURNS.take(() -> renderNow(xhtml, created));
    }

    private byte[] renderNow(String xhtml, Instant created) {
        String page = PrintableText.wellFormed(xhtml);
        try (Fonts.Set set = fonts.borrow();
                PDDocument pdf = new PDDocument()) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.usePDDocument(pdf);
            builder.useFastMode();
            builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_U);
            builder.usePdfUaAccessibility(true);
            builder.useColorProfile(colours);
            builder.useUriResolver((base, uri) -> uri.startsWith("data:") ? uri : null);
            builder.useUnicodeBidiSplitter(BidiRuns::new);
            builder.useUnicodeBidiReorderer(new BidiText());
            builder.withHtmlContent(page, null);
            builder.toStream(ByteArrayOutputStream.nullOutputStream());
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                Document dom = renderer.getDocument();
                Fonts.Choice choice = set.choose(PrintableText.prepare(dom));
                PrintableText.replace(dom, choice.missing());
                set.addTo(renderer.getFontResolver(), pdf, choice);
                renderer.createPDFWithoutClosing();
                date(pdf, created);
                pdf.setDocumentId(((long) page.hashCode() << 32) ^ created.getEpochSecond());
                ByteArrayOutputStream out = new ByteArrayOutputStream(64 * 1024);
                pdf.save(out);
                return out.toByteArray();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void date(PDDocument pdf, Instant created) throws IOException {
        ZonedDateTime time = created.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneOffset.UTC);
        pdf.getDocumentInformation().setCreationDate(GregorianCalendar.from(time));
        PDMetadata metadata = pdf.getDocumentCatalog().getMetadata();
        String told = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
        String retold = CREATED.matcher(told)
                .replaceAll("$1" + Matcher.quoteReplacement(time.toInstant().toString()) + "$2");
        metadata.importXMPMetadata(retold.getBytes(StandardCharsets.UTF_8));
    }
}
