package org.crimealliance.membership.invoice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.crimealliance.membership.MembershipSettings;
import org.crimealliance.membership.MembershipSettings.Seller;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Numbering;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.platform.document.PdfRenderer;
import org.crimealliance.platform.money.MoneyText;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Lays an invoice out as a tagged PDF/A-3 with the payment code; payable from the first page. */
@Component
final class InvoiceRenderer {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final Seller seller;
    private final PdfRenderer pdf = new PdfRenderer();
    private final SpringTemplateEngine templates = new SpringTemplateEngine();

    InvoiceRenderer(MembershipSettings settings) {
        this.seller = settings.seller();
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(InvoiceRenderer.class.getClassLoader());
        resolver.setPrefix("invoice/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        resolver.setCacheable(true);
        templates.setTemplateResolver(resolver);
    }

    InvoiceDocument render(WithNumber invoice) {
        Numbering numbering = invoice.numbering();
        String html = html(invoice.content(), numbering);
        // of the day, not of the moment: printed again, it is the same file
        Instant created = numbering.issuedOn().atStartOfDay(ZoneOffset.UTC).toInstant();
        return new InvoiceDocument(
                "invoice-%s.pdf".formatted(numbering.text()), InvoiceDocument.PDF, pdf.render(html, created));
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
                Map.entry("issuedOn", DAY.format(numbering.issuedOn())),
                Map.entry("dueOn", DAY.format(numbering.dueOn())),
                Map.entry("reference", CreditorReference.printed(numbering.reference())),
                Map.entry("memberName", content.memberName()),
                Map.entry("contactName", content.contact().name()),
                Map.entry("street", content.street()),
                Map.entry("postalCodeAndCity", (content.postalCode() + " " + content.city()).strip()),
                Map.entry("country", countryName(content.country())),
                Map.entry("feeYear", Integer.toString(content.feeYear())),
                Map.entry("currency", content.total().getCurrencyUnit().getCode()),
                Map.entry("lines", content.lines()),
                Map.entry("total", MoneyText.amount(content.total())),
                Map.entry("code", "data:image/png;base64," + Base64.getEncoder().encodeToString(code.png()))));
        return templates.process("invoice", context);
    }

    private static String countryName(String code) {
        return Locale.of("", code).getDisplayCountry(Locale.ENGLISH);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
