package org.crimealliance.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Whether a page breaks a rule of accessibility, as axe knows them. The rules are put into a page once, and run often. */
final class Accessibility {

    private static final String AXE = read("/axe.min.js");

    private static final String RUN = """
            async rules => {
              const found = await axe.run(document, rules.length ? {runOnly: rules} : {});
              return found.violations.map(v => `${v.id}: ${v.help} `
                + v.nodes.slice(0, 3).map(n => n.target.join(' ')).join(', '));
            }""";

    private Accessibility() {}

    /** What is wrong with the page as it stands, by these rules of axe; by all of them if none is named. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page, String... rules) {
        if (Boolean.FALSE.equals(page.evaluate("() => window.axe !== undefined"))) {
            page.evaluate(AXE);
        }
        return (List<String>) page.evaluate(RUN, List.of(rules));
    }

    private static String read(String resource) {
        try (InputStream script = AxeBuilder.class.getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException("axe is not on the classpath");
            }
            return new String(script.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
