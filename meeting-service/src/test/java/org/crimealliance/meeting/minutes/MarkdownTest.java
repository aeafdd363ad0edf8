package org.crimealliance.meeting.minutes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownTest {

    @Test
    void script_and_whatever_is_fetched_does_not_come_through() {
        String html = Markdown.html(
                "Hello <script>alert(1)</script> **bold** [x](javascript:alert(1)) ![i](https://example.org/i.png)"
                        + " [site](https://example.org)\n\n<iframe src='https://example.org'></iframe>");
        assertThat(html)
                .doesNotContain("<script", "javascript:", "<img", "<iframe")
                .contains("<strong>bold</strong>", "href=\"https://example.org\"");
    }

    @Test
    void text_in_every_script_stays() {
        assertThat(Markdown.html("Grüße, 東京, мир, שלום, 🙂")).contains("東京", "мир", "שלום");
    }
}
