package org.crimealliance.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may call what: every endpoint, every role; and what is sent to them that is no sense. */
@EventServiceTest
class AccessIT {

    private static final List<String> ROLES =
            List.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager", "member");
    private static final Set<String> RUNS = Set.of("congress-manager", "chair");
    private static final Set<String> READS =
            Set.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager");
    private static final Set<String> LISTS_PERSONS = Set.of("congress-manager", "chair", "secretary");

    private static final String C = "/api/congress/congresses";
    private static final String ONE = C + "/{congressId}";

    private static final List<String> PUBLIC = List.of(
            "GET " + C,
            "GET " + C + "/{id}",
            "GET " + C + "/{id}/grid",
            "POST " + ONE + "/ancillary-meetings",
            "GET /api/congress/proposal-confirmations/{token}",
            "POST /api/congress/proposal-confirmations/{token}",
            "GET /api/congress/reconfirmations/{token}",
            "POST /api/congress/reconfirmations/{token}",
            "GET " + ONE + "/programme",
            "GET " + ONE + "/programme.ics",
            "GET " + ONE + "/programme.csv",
            "GET " + ONE + "/programme.json",
            "GET " + ONE + "/programme.xml",
            "GET " + ONE + "/programme.pdf",
            "POST " + ONE + "/registrations",
            "GET /api/congress/registration-confirmations/{token}",
            "POST /api/congress/registration-confirmations/{token}",
            "POST /api/congress/registration-confirmations/{token}/cancellation",
            "GET /api/congress/seat-offers/{token}",
            "POST /api/congress/seat-offers/{token}");

    private static final Map<String, Set<String>> ROLES_OF = Map.ofEntries(
            Map.entry("POST " + C, RUNS),
            Map.entry("GET " + ONE + "/funnel", READS),
            Map.entry("POST " + ONE + "/ancillary-imports", RUNS),
            Map.entry("GET " + ONE + "/ancillary-meetings", READS),
            Map.entry("PUT " + ONE + "/ancillary-meetings/{id}", RUNS),
            Map.entry("POST " + ONE + "/ancillary-meetings/{id}/acceptance", RUNS),
            Map.entry("POST " + ONE + "/ancillary-meetings/{id}/withdrawal", RUNS),
            Map.entry("GET " + ONE + "/campaigns", READS),
            Map.entry("POST " + ONE + "/campaigns", RUNS),
            Map.entry("POST /api/congress/campaigns/{id}/start", RUNS),
            Map.entry("POST /api/congress/campaigns/{id}/extension", RUNS),
            Map.entry("GET /api/congress/campaigns/{id}", READS),
            Map.entry("POST " + ONE + "/selection", RUNS),
            Map.entry("GET " + ONE + "/selection", READS),
            Map.entry("POST " + ONE + "/schedule", RUNS),
            Map.entry("GET " + ONE + "/schedule", READS),
            Map.entry("GET " + ONE + "/schedule/check", READS),
            Map.entry("POST " + ONE + "/schedule/moves", RUNS),
            Map.entry("POST " + ONE + "/schedule/pins", RUNS),
            Map.entry("POST " + ONE + "/programme/publication", RUNS),
            Map.entry("POST /api/congress/registrations/{id}/cancellation", RUNS),
            Map.entry("GET " + ONE + "/registrations", LISTS_PERSONS),
            Map.entry("GET " + ONE + "/registrations/counts", READS));

    @Autowired
    Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Test
    void the_table_names_every_endpoint_of_this_service() {
        List<String> known = new ArrayList<>(PUBLIC);
        known.addAll(ROLES_OF.keySet());
        List<String> there = new ArrayList<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getName().startsWith("org.crimealliance.event.")) {
                info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> info.getPatternValues().forEach(path -> there.add(method + " " + path)));
            }
        });
        assertThat(there).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void every_role_may_call_what_the_table_says_and_nothing_else() {
        ROLES_OF.forEach((endpoint, allowed) -> {
            for (String role : ROLES) {
                int status = call(endpoint, TestTokens.withRoles(role));
                if (allowed.contains(role)) {
                    assertThat(status)
                            .as("%s by %s", endpoint, role)
                            .isNotIn(401, 403)
                            .isLessThan(500);
                } else {
                    assertThat(status).as("%s by %s", endpoint, role).isEqualTo(403);
                }
            }
            assertThat(call(endpoint, null)).as("%s by nobody", endpoint).isEqualTo(401);
        });
        PUBLIC.forEach(endpoint -> assertThat(call(endpoint, null))
                .as("%s by nobody", endpoint)
                .isNotIn(401, 403)
                .isLessThan(500));
    }

    @Test
    void a_token_that_is_not_ours_opens_nothing() {
        String path = C + "/x/funnel";
        assertThat(api.call("GET", path, null, "nonsense").status()).isEqualTo(401);
        assertThat(api.call(
                                "GET",
                                path,
                                null,
                                TestTokens.sign(TestTokens.claims("chair")
                                        .audience("another")
                                        .build()))
                        .status())
                .isEqualTo(401);
        assertThat(api.call(
                                "GET",
                                path,
                                null,
                                TestTokens.sign(TestTokens.claims("chair")
                                        .issuer("http://another")
                                        .build()))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void bad_input_is_refused_with_problem_details_and_changes_nothing() {
        String congress = api.kyoto("bad-input", 5);
        List<Object> bodies = List.of(
                "",
                "{",
                "[]",
                "null",
                "\"text\"",
                "{\"deadline\":\"yesterday\"}",
                "{\"name\":{\"a\":1},\"email\":[1]}",
                "{\"title\":\"" + "x".repeat(30_000) + "\"}",
                "{\"title\":\"\\u0000\",\"mode\":\"elsewhere\"}",
                "{\"start\":9e99,\"room\":\"Room 1\",\"ancillaryMeetingId\":\"x\"}");
        List<String> posts = new ArrayList<>(PUBLIC);
        posts.addAll(ROLES_OF.keySet());
        posts.removeIf(endpoint -> endpoint.startsWith("GET ") || endpoint.endsWith("/ancillary-imports"));
        for (String endpoint : posts) {
            for (Object body : bodies) {
                String[] parts = endpoint.split(" ");
                String path = parts[1].replace("{congressId}", congress.substring(congress.lastIndexOf('/') + 1))
                        .replaceAll("\\{.*?}", "unknown");
                var answer = api.call(parts[0], path, body, Api.MANAGER);
                assertThat(answer.status())
                        .as("%s %s: %s", endpoint, body, answer.text())
                        .isBetween(400, 499);
                assertThat(answer.code())
                        .as("%s %s: %s", endpoint, body, answer.text())
                        .isNotEmpty();
            }
        }
        assertThat(api.get(congress + "/ancillary-meetings").body().at("/items"))
                .isEmpty();
        assertThat(api.get(congress + "/registrations").body().at("/items")).isEmpty();
        assertThat(api.get(congress + "/campaigns").body().at("/items")).isEmpty();
        for (String wrong : List.of(
                "/ancillary-meetings?state=nowhere",
                "/ancillary-meetings?limit=0",
                "/ancillary-meetings?limit=x",
                "/ancillary-meetings?limit=501",
                "/programme?version=x",
                "/registrations?state=nowhere",
                "/grid?zone=Mars")) {
            assertThat(api.get(congress + wrong).status()).as(wrong).isBetween(400, 422);
        }
        assertThat(api.get(congress + "/programme?version=7").status()).isEqualTo(404);
        for (byte[] file : List.of(new byte[0], new byte[] {(byte) 0xFF, (byte) 0xFE, 0}, "PK\3\4".getBytes())) {
            assertThat(api.upload(congress + "/ancillary-imports", file).status())
                    .isEqualTo(422);
        }
    }

    /** What the handler reads must be readable, else the answer is about that. */
    private static final Map<String, Object> BODY_OF = Map.of(
            "POST " + C,
            Api.kyotoRules("access", 1),
            "PUT " + ONE + "/ancillary-meetings/{id}",
            Map.of("title", "T", "theme", "T", "people", List.of(), "unavailable", List.of()),
            "POST " + ONE + "/ancillary-meetings/{id}/withdrawal",
            Map.of("reason", "R"),
            "POST " + ONE + "/campaigns",
            Map.of("deadline", "2099-01-01T00:00:00Z"),
            "POST /api/congress/campaigns/{id}/extension",
            Map.of("deadline", "2099-01-01T00:00:00Z"),
            "POST " + ONE + "/schedule/moves",
            Map.of("ancillaryMeetingId", "x", "start", "2021-03-07T00:00:00Z", "room", "Room 1"),
            "POST " + ONE + "/schedule/pins",
            Map.of("ancillaryMeetingId", "x", "pinned", true));

    private int call(String endpoint, @org.jspecify.annotations.Nullable String token) {
        String[] parts = endpoint.split(" ");
        String path = parts[1].replaceAll("\\{.*?}", "unknown");
        if (path.endsWith("/ancillary-imports")) {
            return api.upload(path, new byte[0], token).status();
        }
        Object body = parts[0].equals("GET") ? null : BODY_OF.getOrDefault(endpoint, Map.of());
        return api.call(parts[0], path, body, token).status();
    }
}
