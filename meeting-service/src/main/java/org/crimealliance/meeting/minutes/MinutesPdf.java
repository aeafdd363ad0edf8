package org.crimealliance.meeting.minutes;

import java.time.Clock;
import org.crimealliance.platform.document.PdfRenderer;
import org.springframework.stereotype.Component;

/** Prints the page. */
@Component
class MinutesPdf {

    private final PdfRenderer renderer = new PdfRenderer();
    private final Clock clock;

    MinutesPdf(Clock clock) {
        this.clock = clock;
    }

    byte[] print(String page) {
        return renderer.render(page, clock.instant());
    }
}
