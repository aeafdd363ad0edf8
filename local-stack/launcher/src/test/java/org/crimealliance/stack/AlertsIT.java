package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Each alert of ops/prometheus fires in the case that it is for, shown by Prometheus' own tool. */
class AlertsIT {

    private static final Path FOLDER = Stack.findRoot().resolve("ops/prometheus");

    @TempDir
    Path folder;

    @Test
    void the_rules_hold() throws Exception {
        Path output = folder.resolve("output");
        try {
            Process promtool = new ProcessBuilder("promtool", "test", "rules", "alerts_test.yml")
                    .directory(FOLDER.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(promtool.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(promtool.exitValue()).as(Files.readString(output)).isZero();
        } catch (IOException notThere) {
            assumeTrue(false, "No promtool here (apt-get install prometheus)");
        }
    }

    @Test
    void there_is_a_case_for_each_alert_in_which_it_fires() throws Exception {
        Stream<String> alerts = list(yaml("alerts.yml"), "groups")
                .flatMap(group -> list(group, "rules"))
                .map(rule -> rule.get("alert").toString());
        Stream<String> fired = list(yaml("alerts_test.yml"), "tests")
                .flatMap(test -> list(test, "alert_rule_test"))
                .filter(one -> list(one, "exp_alerts").findAny().isPresent())
                .map(one -> one.get("alertname").toString());
        assertThat(fired.distinct()).containsExactlyInAnyOrderElementsOf(alerts.toList());
    }

    private static Map<String, Object> yaml(String file) throws IOException {
        return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(FOLDER.resolve(file)));
    }

    @SuppressWarnings("unchecked")
    private static Stream<Map<String, Object>> list(Map<String, Object> in, String name) {
        return ((List<Map<String, Object>>) in.get(name)).stream();
    }
}
