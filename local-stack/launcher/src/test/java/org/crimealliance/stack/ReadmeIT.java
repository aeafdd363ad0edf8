package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README.md's tables say is what the code does: nothing is missing, nothing is left over. */
class ReadmeIT {

    private static final Path ROOT = Stack.findRoot();

    /** Of the shell itself. */
    private static final Set<String> SHELL = Set.of("HOME", "PATH", "SECONDS", "BASH_SOURCE");

    private static final Pattern WITH_DEFAULT = Pattern.compile("\\$\\{([A-Z][A-Z_]+)[:}]");
    private static final Pattern READ_BY_JAVA = Pattern.compile("getenv\\(\\s*\"([A-Z_]+)\"|given\\(\\s*\"([A-Z_]+)\"");
    private static final Pattern DOCUMENTED = Pattern.compile("`([A-Z]+_[A-Z_]+|CHROMIUM)(<SERVICE>)?`");

    @Test
    void every_setting_that_something_reads_is_there_and_no_other() throws IOException {
        Set<String> read = new TreeSet<>();
        read.addAll(names(Files.readString(ROOT.resolve("alliance")), WITH_DEFAULT));
        read.addAll(names(Files.readString(ROOT.resolve("docker-compose.yml")), WITH_DEFAULT));
        sources(path -> path.toString().contains("src/main/resources")
                        && path.toString().endsWith(".yml"))
                .forEach(text -> read.addAll(names(text, WITH_DEFAULT)));
        sources(path -> path.toString().endsWith(".java")).forEach(text -> read.addAll(names(text, READ_BY_JAVA)));
        read.removeAll(SHELL);
        assertThat(read)
                .as("what is looked through")
                .contains("ALLIANCE_KAFKA", "JAVA_HOME", "CHROMIUM", "SERVER_PORT");

        assertThat(documented()).containsExactlyElementsOf(read);
    }

    @Test
    void compose_sets_nothing_that_no_service_reads() throws IOException {
        Set<String> set = names(
                Files.readString(ROOT.resolve("docker-compose.yml")), Pattern.compile("(?m)^ +(ALLIANCE_[A-Z_]+):"));
        assertThat(set).isNotEmpty();
        assertThat(documented()).containsAll(set);
    }

    @Test
    void every_port_of_the_block_is_there() throws IOException {
        Topology topology = new Topology(8400, false);
        Map<Integer, String> expected = new TreeMap<>();
        topology.programs().stream()
                .filter(program -> !program.isBackbone())
                .forEach(program -> expected.put(topology.port(program.ports().getFirst()), program.module()));
        expected.put(topology.port(Topology.MAIL_PAGE), "page of caught mail");
        expected.put(topology.port(Topology.SMTP), "SMTP of the mail catcher");
        expected.put(topology.port(Topology.KAFKA), "Kafka");
        expected.put(topology.port(Topology.KAFKA_CONTROLLER), "Kafka controller");
        expected.put(topology.port(Topology.STORE), "store");
        expected.put(topology.port(Topology.MAILBOX), "mail that comes back");
        assertThat(expected).hasSize(Topology.PORTS);

        Map<Integer, String> documented = new TreeMap<>();
        Matcher cells = Pattern.compile("\\| (84\\d\\d) \\| ([^|:(]+)").matcher(section("## Ports"));
        while (cells.find()) {
            documented.put(Integer.valueOf(cells.group(1)), cells.group(2).strip());
        }
        assertThat(documented).isEqualTo(expected);
    }

    @Test
    void every_folder_with_code_is_there() throws IOException {
        Set<String> modules = names(Files.readString(ROOT.resolve("pom.xml")), Pattern.compile("<module>([a-z-]+)"));
        Set<String> folders = names(section("## Where to look first"), Pattern.compile("`([a-z-]+)`"));
        assertThat(folders).containsAll(modules);
    }

    /** Variables that the README names; {@code ALLIANCE_URL_<SERVICE>} stands for one for each service. */
    private static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        String text = Files.readString(ROOT.resolve("README.md"));
        Matcher named = DOCUMENTED.matcher(text);
        while (named.find()) {
            if (named.group(2) == null) {
                names.add(named.group(1));
                continue;
            }
            String row = text.substring(named.end(), text.indexOf('\n', named.end()));
            names(row, Pattern.compile("`([A-Z]+)`")).forEach(service -> names.add(named.group(1) + service));
        }
        return names;
    }

    private static String section(String title) throws IOException {
        String text = Files.readString(ROOT.resolve("README.md"));
        int from = text.indexOf("\n" + title + "\n");
        int to = text.indexOf("\n## ", from + 1);
        return text.substring(from, to);
    }

    /** What the pattern's groups caught. */
    private static Set<String> names(String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .flatMap(found -> Stream.iterate(1, group -> group + 1)
                        .limit(found.groupCount())
                        .map(found::group))
                .filter(name -> name != null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The texts of all modules' sources, but for this one. */
    private static Stream<String> sources(Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                20,
                (path, attributes) -> attributes.isRegularFile()
                        && ROOT.relativize(path).toString().contains("src/")
                        && !ROOT.relativize(path).toString().contains("target/")
                        && !path.endsWith("ReadmeIT.java")
                        && wanted.test(path))) {
            return files.map(ReadmeIT::text).toList().stream();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
