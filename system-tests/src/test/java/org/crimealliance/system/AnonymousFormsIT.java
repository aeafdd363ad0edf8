package org.crimealliance.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.system.TestPlatform.text;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.crimealliance.demo.Api;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What anybody may send without an account, by the API documents of all services: it needs the token of a personal link, or it
 * counts only when whoever reads the mail has followed one.
 */
@SystemTest
class AnonymousFormsIT {

    private static final List<String> SERVICES = List.of("membership", "meeting", "event", "notification", "identity");

    private static final String CONGRESS = "/api/congress/congresses/{congressId}";

    /** The purpose of the link that each form's contact gets. */
    private static final Map<String, String> FORMS = Map.of(
            "post /api/membership/applications",
            "application",
            "post " + CONGRESS + "/registrations",
            "register",
            "post " + CONGRESS + "/ancillary-meetings",
            "proposal");

    /** What is neither, with the reason. */
    private static final Map<String, String> NEITHER = Map.of();

    private final TestPlatform platform = TestPlatform.shared();

    @AfterEach
    void nothing_is_left() {
        platform.withdrawApplications();
    }

    @Test
    void what_anybody_may_send_needs_a_link_or_is_confirmed_by_one() {
        List<String> forms = new ArrayList<>();
        TreeSet<String> neither = new TreeSet<>();
        for (String service : SERVICES) {
            for (var path : platform.api
                    .get(Api.PUBLIC, "/v3/api-docs/" + service)
                    .path("paths")
                    .properties()) {
                for (var operation : path.getValue().properties()) {
                    String name = operation.getKey() + " " + path.getKey();
                    JsonNode security = operation.getValue().path("security");
                    if (operation.getKey().equals("get")
                            || !security.isEmpty()
                            || path.getKey().contains("{token}")) {
                        continue;
                    }
                    (FORMS.containsKey(name) ? forms : neither).add(name);
                }
            }
        }
        assertThat(neither).as("with a reason").isEqualTo(new TreeSet<>(NEITHER.keySet()));
        assertThat(forms).containsExactlyInAnyOrderElementsOf(FORMS.keySet());

        LocalDate firstDay = LocalDate.ofInstant(platform.stack.clock().now(), ZoneOffset.UTC)
                .plusDays(400);
        String congress = SmallCongress.open(platform, "anonymous", firstDay).api();
        forms.forEach(form -> {
            String address = "anonymous." + UUID.randomUUID() + "@example.org";
            String path = form.substring("post ".length()).replace(CONGRESS, congress);
            platform.api.post(Api.PUBLIC, path, body(form, address));
            assertThat(platform.mailWithLink(FORMS.get(form), address).text())
                    .as(form)
                    .doesNotContain("A stranger's typing");
        });
        assertThat(platform.api.all("congress-manager", congress + "/ancillary-meetings"))
                .isEmpty();
        assertThat(platform.api.all("congress-manager", congress + "/registrations"))
                .extracting(registration -> text(registration, "state"))
                .containsExactly("pending");
        assertThat(platform.api.all("secretary", "/api/membership/applications?state=applied"))
                .extracting(application -> text(application, "name"))
                .doesNotContain("A stranger's typing");
    }

    private Map<String, Object> body(String form, String address) {
        String typed = "A stranger's typing";
        return switch (FORMS.get(form)) {
            case "application" -> {
                Map<String, Object> application =
                        new HashMap<>(platform.applicant().form());
                application.putAll(Map.of("name", typed, "contactName", typed, "contactEmail", address));
                yield application;
            }
            case "register" ->
                Map.of("name", typed, "email", address, "country", "KE", "seat", "online", "consent", true);
            default ->
                Map.of(
                        "title", typed,
                        "organisation", typed,
                        "contactName", typed,
                        "contactEmail", address,
                        "mode", "virtual",
                        "theme", "Youth");
        };
    }
}
