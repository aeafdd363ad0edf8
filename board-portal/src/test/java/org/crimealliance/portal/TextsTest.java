package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** All texts stand in one file, and every text that a page names is there. */
class TextsTest {

    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Pattern KEY = Pattern.compile("#\\{([a-zA-Z][\\w.-]*)");

    @Test
    void every_text_a_page_names_exists() throws IOException {
        Properties texts = new Properties();
        try (Reader in = Files.newBufferedReader(RESOURCES.resolve("messages.properties"))) {
            texts.load(in);
        }
        Set<String> missing = new TreeSet<>();
        try (Stream<Path> pages = Files.list(RESOURCES.resolve("templates"))) {
            for (Path page : pages.toList()) {
                KEY.matcher(Files.readString(page))
                        .results()
                        .map(found -> found.group(1))
                        .filter(key -> !texts.containsKey(key))
                        .forEach(missing::add);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void no_text_has_a_straight_apostrophe_that_the_formatter_would_swallow() throws IOException {
        assertThat(Files.readAllLines(RESOURCES.resolve("messages.properties")))
                .filteredOn(line -> !line.startsWith("#"))
                .noneMatch(line -> line.contains("'"));
    }
}
