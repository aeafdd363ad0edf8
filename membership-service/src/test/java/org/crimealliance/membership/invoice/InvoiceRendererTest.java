package org.crimealliance.membership.invoice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.crimealliance.membership.invoice.Invoice.Content;
import org.crimealliance.membership.invoice.Invoice.Draft;
import org.crimealliance.membership.invoice.Invoice.WithNumber;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.platform.testkit.OddTexts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class InvoiceRendererTest {

    private static final InvoiceRenderer RENDERER = new InvoiceRenderer(Samples.SETTINGS);

    @Test
    void everything_needed_to_pay_stands_on_the_first_page() throws IOException {
        InvoiceDocument document = RENDERER.render(Samples.numbered("Sample Organisation"));
        Files.write(Path.of("target", "sample-invoice.pdf"), document.bytes());
        try (PDDocument pdf = Loader.loadPDF(document.bytes())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            assertThat(new PDFTextStripper().getText(pdf))
                    .contains(
                            "Invoice 2020-0001",
                            "Alliance of NGOs",
                            "ZVR) 123456789",
                            "Sample Organisation",
                            "Kenya",
                            "Membership fee 2021, ordinary member",
                            "200.00",
                            "not subject to VAT",
                            "Please pay EUR 200.00 by 16 December 2020",
                            "AT61 1904 3002 3457 3201",
                            "RF");
            assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
            assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
            assertThat(pdf.getDocumentCatalog().getMetadata().toByteArray())
                    .asString()
                    .contains("pdfaid");
        }
        assertThat(document.bytes()).hasSizeLessThan(60 * 1024);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Żółć Şğı Ñandú",
                "Организация Пример",
                "Οργανισμός",
                "日本の団体",
                "Հայ կազմակերպություն",
                "مثال على منظمة",
                "ארגון לדוגמה",
                "한국 단체",
                "संगठन",
                "องค์กร",
                "😀 smile",
                "<script>alert(1)</script> & \"Söhne\""
            })
    void names_stand_as_they_are_written(String name) throws IOException {
        try (PDDocument pdf =
                Loader.loadPDF(RENDERER.render(Samples.numbered(name)).bytes())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000\u0007\uD800", "𓀀"})
    void no_name_keeps_an_invoice_from_being_made(String name) throws IOException {
        try (PDDocument pdf =
                Loader.loadPDF(RENDERER.render(Samples.numbered(name)).bytes())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
        }
    }

    @Test
    void printed_again_it_is_the_same_file() {
        assertThat(RENDERER.render(Samples.numbered("منظمة 한국")).bytes())
                .isEqualTo(new InvoiceRenderer(Samples.SETTINGS)
                        .render(Samples.numbered("منظمة 한국"))
                        .bytes());
    }

    @Test
    void a_name_of_five_hundred_characters_still_leaves_one_page_to_pay_from() throws IOException {
        InvoiceDocument document = RENDERER.render(Samples.numbered("Name ".repeat(100)));
        try (PDDocument pdf = Loader.loadPDF(document.bytes())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains("Please pay EUR 200.00");
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
        }
    }

    @Test
    void no_text_keeps_an_invoice_from_being_made() {
        List<String> texts = new OddTexts().some(1_000);
        for (int i = 0; i < texts.size(); i += 5) {
            WithNumber invoice = invoice(texts.subList(i, i + 5));
            assertThatCode(() -> RENDERER.render(invoice))
                    .as("%s", invoice.content())
                    .doesNotThrowAnyException();
        }
    }

    private static WithNumber invoice(List<String> texts) {
        Content plain = Samples.content("Member");
        Content odd = new Content(
                plain.cause(),
                plain.membershipId(),
                texts.get(0),
                texts.get(1),
                texts.get(2),
                texts.get(3),
                plain.country(),
                new Contact(texts.get(4), "contact@example.org", "en"),
                plain.feeYear(),
                plain.lines(),
                plain.total(),
                plain.dueInDays());
        return new Draft(odd)
                .number(new NumberLedger.Assignment(
                        "invoice-1", 2020, 1, LocalDate.of(2020, 11, 16), HashChain.start(2020)));
    }
}
