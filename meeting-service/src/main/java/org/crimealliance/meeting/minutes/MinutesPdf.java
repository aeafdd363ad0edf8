package org.crimealliance.meeting.minutes;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Prints the page as a tagged PDF with its fonts inside. */
@Component
class MinutesPdf {

    MinutesPdf() {
        XRLog.setLoggingEnabled(false);
    }

    byte[] print(String page) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder();
        builder.useFastMode();
        builder.usePdfUaAccessibility(true);
        builder.useUriResolver((base, uri) -> null); // nothing is ever fetched
        font(builder, "NotoSans-Regular.ttf", "Noto Sans", 400, FontStyle.NORMAL);
        font(builder, "NotoSans-Bold.ttf", "Noto Sans", 700, FontStyle.NORMAL);
        font(builder, "NotoSans-Italic.ttf", "Noto Sans", 400, FontStyle.ITALIC);
        font(builder, "DejaVuSans.ttf", "DejaVu Sans", 400, FontStyle.NORMAL);
        builder.withHtmlContent(page, null);
        builder.toStream(out);
        try {
            builder.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight, FontStyle style) {
        FSSupplier<InputStream> bytes = () -> {
            try {
                return new ClassPathResource("fonts/" + file).getInputStream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        builder.useFont(bytes, family, weight, style, true);
    }
}
