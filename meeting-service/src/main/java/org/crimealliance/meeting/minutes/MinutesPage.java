package org.crimealliance.meeting.minutes;

import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** Minutes as a page: well-formed, so that the printer can read it too. */
@Component
class MinutesPage {

    private final ITemplateEngine templates;

    MinutesPage(ITemplateEngine templates) {
        this.templates = templates;
    }

    /** {@code state} in words: "Draft", "Approved, version 1". */
    String html(MinutesDocument document, String state) {
        return templates.process(
                "minutes",
                new Context(Locale.ENGLISH, Map.of("m", document, "state", state, "markdown", (Text) Markdown::html)));
    }

    /** For the template. */
    @FunctionalInterface
    public interface Text {
        String html(String markdown);
    }
}
