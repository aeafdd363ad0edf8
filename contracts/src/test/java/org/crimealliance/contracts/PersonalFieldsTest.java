package org.crimealliance.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What names a person is marked as such, so that it is sealed on its way; and each mark says whose it is. */
class PersonalFieldsTest {

    private static final Path CONTRACTS = Path.of("src/main/resources/contracts");

    private static final Pattern LOOKS_PERSONAL = Pattern.compile(
            "(?i).*(name|e?mail|recipient|street|postalcode|city|phone|notes?|reason|remarks?|label|affiliation|question"
                    + "|heardfrom|birth\\w*|base64)");

    /** What is of something else than a person. */
    private static final Set<String> OF_NO_PERSON = Set.of(
            "fileName",
            "congressName",
            "event.congress-opened.v1 name",
            "event.congress-opened.v1 city",
            "identity.access-revoked.v1 reason", // one of a few words
            "meeting.invitation-extended.v1 meeting.series.name",
            "meeting.meeting-announced.v1 series.name",
            "meeting.meeting-confirmed.v1 series.name",
            "meeting.meeting-moved.v1 series.name",
            "meeting.meeting-held.v1 series.name",
            "meeting.meeting-cancelled.v1 series.name",
            "meeting.meeting-cancelled.v1 reason",
            "notification.mail-bounced.v1 reason"); // a status code

    private record Property(String type, String path, JsonNode schema, List<JsonNode> around) {

        boolean isMarked() {
            return schema.hasNonNull("x-personal");
        }

        String name() {
            return path.substring(path.lastIndexOf('.') + 1);
        }

        boolean isOfNoPerson() {
            return OF_NO_PERSON.contains(name()) || OF_NO_PERSON.contains(type + " " + path);
        }
    }

    @Test
    void every_text_that_looks_personal_is_marked() throws IOException {
        assertThat(properties())
                .filteredOn(
                        property -> property.schema().path("type").asString("").equals("string"))
                .filteredOn(property -> LOOKS_PERSONAL.matcher(property.name()).matches() && !property.isOfNoPerson())
                .hasSizeGreaterThan(60)
                .allSatisfy(property -> assertThat(property.isMarked())
                        .as(property.type() + " " + property.path())
                        .isTrue());
    }

    @Test
    void each_mark_names_a_field_beside_or_around_it_that_is_no_personal_one() throws IOException {
        assertThat(properties())
                .filteredOn(Property::isMarked)
                .hasSizeGreaterThan(60)
                .allSatisfy(property -> {
                    String whose = property.schema().path("x-personal").asString();
                    JsonNode near = property.around().stream()
                            .filter(object -> object.path("properties").has(whose))
                            .findFirst()
                            .orElseThrow(
                                    () -> new AssertionError(property + " names " + whose + ", which is nowhere near"));
                    assertThat(near.path("properties").path(whose).has("x-personal"))
                            .isFalse();
                    assertThat(property.schema().has("enum")).isFalse();
                });
    }

    private static List<Property> properties() throws IOException {
        List<Property> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CONTRACTS)) {
            for (Path file : new TreeSet<>(
                    files.filter(one -> one.toString().endsWith(".schema.json")).toList())) {
                JsonNode schema = JsonMapper.shared().readTree(Files.readString(file));
                walk(schema.path("title").asString(), "", schema, List.of(), found);
            }
        }
        return found;
    }

    private static void walk(String type, String path, JsonNode schema, List<JsonNode> around, List<Property> found) {
        List<JsonNode> outward = new ArrayList<>(List.of(schema));
        outward.addAll(around);
        schema.path("properties").properties().forEach(property -> {
            String at = path.isEmpty() ? property.getKey() : path + "." + property.getKey();
            found.add(new Property(type, at, property.getValue(), outward));
            walk(type, at, property.getValue(), outward, found);
        });
        if (schema.has("items")) {
            walk(type, path, schema.path("items"), outward, found);
        }
    }
}
