package org.crimealliance.meeting.minutes;

import java.util.List;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.crimealliance.platform.document.PrintableText;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;

/** Text as people write it. What comes out as HTML is clean: no script, no style, nothing that is fetched. */
final class Markdown {

    /** Deeper than anybody writes; quotes of quotes and lists of lists beyond it are text. A page has no room for more. */
    private static final int DEEPEST = 16;

    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .maxOpenBlockParsers(DEEPEST)
            .maxInlineNesting(DEEPEST)
            .build();
    private static final HtmlRenderer HTML = HtmlRenderer.builder()
            .extensions(List.of(TablesExtension.create()))
            .escapeHtml(true)
            .build();
    private static final PolicyFactory CLEAN = new HtmlPolicyBuilder()
            .allowElements(
                    "p",
                    "br",
                    "em",
                    "strong",
                    "ul",
                    "ol",
                    "li",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "code",
                    "pre",
                    "hr",
                    "a",
                    "table",
                    "thead",
                    "tbody",
                    "tr",
                    "th",
                    "td")
            .allowUrlProtocols("https", "http", "mailto")
            .allowAttributes("href")
            .onElements("a")
            .requireRelNofollowOnLinks()
            .toFactory();

    private Markdown() {}

    static Node parse(String text) {
        return PARSER.parse(PrintableText.wellFormed(text));
    }

    static String html(String text) {
        return CLEAN.sanitize(HTML.render(parse(text)));
    }
}
