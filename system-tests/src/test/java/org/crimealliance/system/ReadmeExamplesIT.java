package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crimealliance.stack.Stack;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** README.md's examples with curl, as they stand there: whoever copies one gets what its comment says. */
@SystemTest
class ReadmeExamplesIT {

    /** {@code # what it does: 200 with "field", "field"}, then the command until an empty line. */
    private static final Pattern EXAMPLE = Pattern.compile("(?m)^# .*?: (\\d{3}) with (.+)\\n(curl (?:.+\\n)+)");

    private record Example(String command, int status, List<String> fields) {}

    private final TestPlatform platform = TestPlatform.shared();

    @Test
    void every_example_answers_as_its_comment_says() throws Exception {
        String block = block();
        List<Example> examples = examples(block);
        assertThat(examples)
                .as("every curl has a comment that says what it answers")
                .hasSize((int)
                        block.lines().filter(line -> line.startsWith("curl ")).count())
                .hasSizeGreaterThan(4);
        String token = platform.stack.token("secretary");
        for (Example example : examples) {
            String answer = run(example.command(), token);
            int end = answer.lastIndexOf('\n');
            assertThat(answer.substring(end + 1))
                    .as("%s%s", example, answer)
                    .isEqualTo(Integer.toString(example.status()));
            JsonNode body = JsonMapper.builder().build().readTree(answer.substring(0, end));
            assertThat(body.propertyNames()).as(example.command()).containsAll(example.fields());
        }
        String link = platform.mailWithLink("application", "a.muster@example.org")
                .token("application")
                .orElseThrow();
        String form = "/api/membership/application-confirmations/" + link;
        platform.api
                .get("", form)
                .path("items")
                .forEach(sent ->
                        platform.api.post("", form, Map.of("membershipId", TestPlatform.text(sent, "membershipId"))));
        assertThat(platform.api.all("secretary", "/api/membership/applications?state=applied"))
                .as("the application of the first example is there once it is confirmed")
                .anyMatch(application -> TestPlatform.text(application, "name").equals("Verein Neue Brücken"));
    }

    /** Under the heading; it begins with the start of the platform, the token and the address, which the test brings. */
    private static String block() throws IOException {
        String text = Files.readString(Stack.findRoot().resolve("README.md"));
        int from = text.indexOf("```sh\n", text.indexOf("## The API with curl")) + "```sh\n".length();
        String block = text.substring(from, text.indexOf("```", from));
        assertThat(block)
                .startsWith("./alliance up\nTOKEN=$(./alliance token secretary)\nAPI=http://127.0.0.1:8400/api\n");
        return block;
    }

    private static List<Example> examples(String block) {
        List<Example> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(block);
        while (matcher.find()) {
            List<String> fields = Pattern.compile("\"(\\w+)\"")
                    .matcher(matcher.group(2))
                    .results()
                    .map(field -> field.group(1))
                    .toList();
            examples.add(new Example(matcher.group(3).strip(), Integer.parseInt(matcher.group(1)), fields));
        }
        return examples;
    }

    private String run(String command, String token) throws Exception {
        Path output = platform.folder.resolve("curl");
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", command + " -w '\\n%{http_code}'")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment().put("TOKEN", token);
        bash.environment().put("API", platform.stack.gateway() + "/api");
        Process process = bash.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return Files.readString(output);
    }
}
