package org.crimealliance.membership.invoice;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.MembershipSettings.Seller;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Line;
import org.crimealliance.membership.invoice.Invoice.Numbering;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Lays an invoice out as a tagged PDF/A-3 with the payment code; payable from the first page. */
@Component
final class InvoiceRenderer {

    private static final String PLACE_FOR_FAMILIES = "font-family: Sans;";

    private final Seller seller;
    private final InvoiceFonts fonts = new InvoiceFonts();
    private final SpringTemplateEngine templates = new SpringTemplateEngine();
    private final byte[] colours = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    InvoiceRenderer(MembershipSettings settings) {
        this.seller = settings.seller();
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(InvoiceRenderer.class.getClassLoader());
        resolver.setPrefix("invoice/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        templates.setTemplateResolver(resolver);
        XRLog.setLoggingEnabled(false); // it tells of every style sheet and font at INFO
    }

    InvoiceDocument render(WithNumber invoice) {
        Numbering numbering = invoice.numbering();
        String html = html(invoice.content(), numbering);
        return new InvoiceDocument("invoice-%s.pdf".formatted(numbering.text()), InvoiceDocument.PDF, pdf(html));
    }

    private String html(Content content, Numbering numbering) {
        String bic = orEmpty(seller.bic());
        PaymentCode code = PaymentCode.of(bic, seller.name(), seller.iban(), content.total(), numbering.reference());
        Context context = new Context(Locale.ENGLISH);
        context.setVariables(Map.ofEntries(
                Map.entry("seller", seller),
                Map.entry("sellerCountry", countryName(seller.country())),
                Map.entry("bic", bic),
                Map.entry("iban", CreditorReference.printed(seller.iban().replace(" ", ""))),
                Map.entry("number", numbering.text()),
                Map.entry("issuedOn", numbering.issuedOn()),
                Map.entry("dueOn", numbering.dueOn()),
                Map.entry("reference", CreditorReference.printed(numbering.reference())),
                Map.entry("memberName", printable(content.memberName())),
                Map.entry("contactName", printable(content.contact().name())),
                Map.entry("street", printable(content.street())),
                Map.entry("postalCodeAndCity", printable((content.postalCode() + " " + content.city()).strip())),
                Map.entry("country", countryName(content.country())),
                Map.entry("feeYear", Integer.toString(content.feeYear())),
                Map.entry("currency", content.total().getCurrencyUnit().getCode()),
                Map.entry(
                        "lines",
                        content.lines().stream().map(InvoiceRenderer::printable).toList()),
                Map.entry("total", content.total().getAmount().toPlainString()),
                Map.entry("code", "data:image/png;base64," + Base64.getEncoder().encodeToString(code.png()))));
        return templates.process("invoice", context);
    }

    private byte[] pdf(String html) {
        try (PDDocument pdf = new PDDocument()) {
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.usePDDocument(pdf);
            builder.useFastMode();
            builder.usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_U);
            builder.usePdfUaAccessibility(true);
            builder.useColorProfile(colours);
            String families = String.join(", ", fonts.addTo(builder, pdf, html));
            builder.withHtmlContent(html.replace(PLACE_FOR_FAMILIES, "font-family: " + families + ";"), null);
            ByteArrayOutputStream out = new ByteArrayOutputStream(48 * 1024);
            builder.toStream(out);
            builder.run();
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Line printable(Line line) {
        return new Line(printable(line.text()), line.amount());
    }

    /** Without what XML cannot carry. */
    private static String printable(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c < 0x20 || (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF ? 0xFFFD : c)
                .forEach(kept::appendCodePoint);
        return kept.toString();
    }

    private static String countryName(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
