package org.crimealliance.membership.invoice;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;
import org.joda.money.Money;

/** The EPC QR code (EPC069-12, version 002, level M): a banking app reads who is paid how much, with which reference. */
record PaymentCode(String payload) {

    private static final int MOST_BYTES = 331;
    private static final int LONGEST_NAME = 70;
    private static final int PIXELS_A_MODULE = 4;
    private static final int QUIET_ZONE = 2; // modules; the page around it is white too

    static PaymentCode of(String bic, String name, String iban, Money amount, String reference) {
        String shown = name.substring(
                0, name.offsetByCodePoints(0, Math.min(LONGEST_NAME, name.codePointCount(0, name.length()))));
        String payload = payload(bic, shown, iban, amount, reference);
        while (payload.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            // characters, not bytes, are what the standard counts for the name; a long one in another script is cut
            shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
            payload = payload(bic, shown, iban, amount, reference);
        }
        return new PaymentCode(payload);
    }

    private static String payload(String bic, String name, String iban, Money amount, String reference) {
        return String.join(
                "\n",
                "BCD",
                "002",
                "1", // UTF-8
                "SCT",
                bic,
                name,
                iban.replace(" ", ""),
                amount.getCurrencyUnit().getCode() + amount.getAmount().toPlainString(),
                "", // purpose
                reference);
    }

    byte[] png() {
        BitMatrix modules;
        try {
            modules = new QRCodeWriter()
                    .encode(
                            payload,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(
                                    EncodeHintType.ERROR_CORRECTION,
                                    ErrorCorrectionLevel.M,
                                    EncodeHintType.CHARACTER_SET,
                                    StandardCharsets.UTF_8.name(),
                                    EncodeHintType.MARGIN,
                                    QUIET_ZONE));
        } catch (WriterException e) {
            throw new IllegalStateException("the payment code does not fit: " + payload, e);
        }
        int side = modules.getWidth() * PIXELS_A_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, modules.get(x / PIXELS_A_MODULE, y / PIXELS_A_MODULE) ? 0x000000 : 0xFFFFFF);
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }
}
