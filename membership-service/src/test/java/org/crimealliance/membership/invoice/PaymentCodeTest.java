package org.crimealliance.membership.invoice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import javax.imageio.ImageIO;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentCodeTest {

    private static final Money AMOUNT = Money.parse("EUR 200.00");

    @Test
    void the_payload_has_the_lines_of_the_standard() {
        PaymentCode code =
                PaymentCode.of("", "Alliance of NGOs", "AT61 1904 3002 3457 3201", AMOUNT, "RF18539007547034");
        assertThat(code.payload().split("\n", -1))
                .containsExactly(
                        "BCD",
                        "002",
                        "1",
                        "SCT",
                        "",
                        "Alliance of NGOs",
                        "AT611904300234573201",
                        "EUR200.00",
                        "",
                        "RF18539007547034");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "é", "漢", "😀"})
    void it_never_has_more_than_331_bytes(String letter) {
        PaymentCode code = PaymentCode.of(
                "ABCDEFGHXXX",
                letter.repeat(500),
                "MT84MALT011000012345MTLCAST001S",
                Money.parse("EUR 999999.99"),
                CreditorReference.of("A".repeat(21)));
        assertThat(code.payload().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(331);
        assertThat(code.payload()).contains("\n" + letter).doesNotContain("\uFFFD");
    }

    @Test
    void a_banking_app_reads_what_was_written() throws Exception {
        PaymentCode code = PaymentCode.of("", "Alliance of NGOs", "AT611904300234573201", AMOUNT, "RF18539007547034");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(code.png()));
        int side = image.getWidth();
        int[] pixels = image.getRGB(0, 0, side, side, null, 0, side);
        Result result = new QRCodeReader()
                .decode(new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(side, side, pixels))));
        assertThat(result.getText()).isEqualTo(code.payload());
        assertThat(result.getResultMetadata()).containsEntry(ResultMetadataType.ERROR_CORRECTION_LEVEL, "M");
    }
}
