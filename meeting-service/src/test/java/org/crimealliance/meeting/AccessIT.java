package org.crimealliance.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may call what: the whole table. */
@MeetingServiceTest
class AccessIT {

    private static final List<String> ROLES =
            List.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager", "member");
    private static final Set<String> RUN = Set.of("chair", "secretary");
    private static final Set<String> READ =
            Set.of("chair", "vice-chair", "treasurer", "secretary", "board", "auditor", "congress-manager");
    private static final Set<String> VOTE = Set.of("chair", "vice-chair", "treasurer", "secretary", "board");
    private static final Set<String> INVITED = Set.copyOf(ROLES);
    private static final Set<String> PUBLIC = Set.of("everybody");

    private static final Map<String, Set<String>> TABLE = Map.ofEntries(
            Map.entry("POST /api/meetings/series", RUN),
            Map.entry("GET /api/meetings/series", READ),
            Map.entry("POST /api/meetings", RUN),
            Map.entry("GET /api/meetings", READ),
            Map.entry("GET /api/meetings/{id}", INVITED),
            Map.entry("POST /api/meetings/{id}/confirmation", RUN),
            Map.entry("POST /api/meetings/{id}/move", RUN),
            Map.entry("POST /api/meetings/{id}/cancellation", RUN),
            Map.entry("POST /api/meetings/{id}/opening", RUN),
            Map.entry("POST /api/meetings/{id}/closing", RUN),
            Map.entry("POST /api/meetings/{id}/guests", RUN),
            Map.entry("POST /api/meetings/{id}/invitations", RUN),
            Map.entry("GET /api/meetings/{id}/invitations", READ),
            Map.entry("GET /api/meetings/invitations/replies/{token}", PUBLIC),
            Map.entry("POST /api/meetings/invitations/replies/{token}", PUBLIC),
            Map.entry("GET /api/meetings/{id}/action-items", READ),
            Map.entry("POST /api/meetings/{id}/action-items", RUN),
            Map.entry("POST /api/meetings/{id}/action-items/{actionId}/done", RUN),
            Map.entry("GET /api/meetings/{id}/agenda", READ),
            Map.entry("POST /api/meetings/{id}/agenda", RUN),
            Map.entry("POST /api/meetings/{id}/agenda/order", RUN),
            Map.entry("POST /api/meetings/{id}/agenda/{itemId}/status", RUN),
            Map.entry("GET /api/meetings/{id}/attendance", READ),
            Map.entry("PUT /api/meetings/{id}/attendance/{attendeeId}", RUN),
            Map.entry("POST /api/meetings/{id}/proxies", RUN),
            Map.entry("GET /api/meetings/{id}/ballots", READ),
            Map.entry("POST /api/meetings/{id}/ballots", RUN),
            Map.entry("POST /api/meetings/{id}/ballots/{ballotId}/votes", VOTE),
            Map.entry("POST /api/meetings/{id}/ballots/{ballotId}/closing", RUN),
            Map.entry("GET /api/meetings/{id}/minutes", READ),
            Map.entry("PUT /api/meetings/{id}/minutes", RUN),
            Map.entry("POST /api/meetings/{id}/minutes/circulation", RUN),
            Map.entry("POST /api/meetings/{id}/minutes/approval", RUN),
            Map.entry("GET /api/meetings/{id}/minutes.html", INVITED),
            Map.entry("GET /api/meetings/{id}/minutes.pdf", INVITED),
            Map.entry("GET /api/meetings/{id}/minutes.docx", INVITED),
            Map.entry("GET /api/meetings/{id}/calendar.ics", INVITED),
            Map.entry("GET /api/meetings/calendar.ics", PUBLIC));

    /** Bodies that are well-formed, so that what is refused is refused for the caller. */
    private static final Map<String, Object> BODIES = Map.ofEntries(
            Map.entry(
                    "POST /api/meetings/series",
                    Map.of("key", "board", "name", "x", "kind", "board", "audience", "board")),
            Map.entry(
                    "POST /api/meetings",
                    Map.of(
                            "seriesId",
                            "x",
                            "start",
                            "x",
                            "end",
                            "x",
                            "zone",
                            "x",
                            "place",
                            Map.of("kind", "online", "text", "x"))),
            Map.entry("POST /api/meetings/{id}/move", Map.of("start", "x", "end", "x")),
            Map.entry("POST /api/meetings/{id}/cancellation", Map.of("reason", "x")),
            Map.entry(
                    "POST /api/meetings/{id}/guests",
                    Map.of("name", "x", "email", "x@example.org", "affiliation", "x")),
            Map.entry("POST /api/meetings/invitations/replies/{token}", Map.of("answer", "yes")),
            Map.entry("POST /api/meetings/{id}/action-items", Map.of("text", "x", "owner", "x", "due", "2021-01-01")),
            Map.entry("POST /api/meetings/{id}/agenda", Map.of("kind", "report", "title", "x")),
            Map.entry("POST /api/meetings/{id}/agenda/order", Map.of("itemIds", List.of())),
            Map.entry("POST /api/meetings/{id}/agenda/{itemId}/status", Map.of("status", "planned")),
            Map.entry(
                    "PUT /api/meetings/{id}/attendance/{attendeeId}",
                    Map.of("name", "x", "affiliation", "x", "status", "present")),
            Map.entry("POST /api/meetings/{id}/proxies", Map.of("from", "x", "to", "y")),
            Map.entry(
                    "POST /api/meetings/{id}/ballots",
                    Map.of("itemId", "x", "question", "x", "motion", "other", "majority", "simple", "secret", false)),
            Map.entry("POST /api/meetings/{id}/ballots/{ballotId}/votes", Map.of("voterId", "x", "choice", "yes")),
            Map.entry("PUT /api/meetings/{id}/minutes", Map.of("revision", 0, "sections", List.of())),
            Map.entry("POST /api/meetings/{id}/minutes/approval", Map.of("atMeetingId", "x")));

    @Autowired
    Api api;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mapping;

    @Test
    void the_table_names_every_endpoint() {
        Set<String> endpoints = new TreeSet<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (handler.getBeanType().getName().startsWith("org.crimealliance.meeting.")) {
                info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> info.getPatternValues().forEach(path -> endpoints.add(method + " " + path)));
            }
        });
        assertThat(endpoints).containsExactlyInAnyOrderElementsOf(TABLE.keySet());
    }

    @Test
    void the_document_of_the_api_is_there() {
        Api.Answer document = api.call("GET", "/v3/api-docs", null, null).expect(200);
        assertThat(document.body().path("paths").propertyNames()).contains("/api/meetings/{id}/ballots");
    }

    @Test
    void every_role_may_do_what_the_table_says_and_nothing_else() {
        List<String> wrong = new ArrayList<>();
        TABLE.forEach((endpoint, allowed) -> {
            for (String role : ROLES) {
                int status = call(endpoint, TestTokens.withRoles(role)).status();
                boolean open = allowed.equals(PUBLIC) || allowed.contains(role);
                if (open ? status == 401 || status == 403 || status >= 500 : status != 403) {
                    wrong.add(role + " " + endpoint + " -> " + status);
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void without_a_valid_token_only_public_endpoints_answer() {
        List<String> tokens = new ArrayList<>();
        Date past = new Date(System.currentTimeMillis() - 3_600_000);
        tokens.add(
                TestTokens.sign(TestTokens.claims("chair").expirationTime(past).build()));
        tokens.add(
                TestTokens.sign(TestTokens.claims("chair").audience("another").build()));
        tokens.add(TestTokens.sign(
                TestTokens.claims("chair").issuer("http://another.test").build()));
        tokens.add("eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4Iiwicm9sZXMiOlsiY2hhaXIiXX0.");
        List<String> wrong = new ArrayList<>();
        TABLE.forEach((endpoint, allowed) -> {
            int anonymous = call(endpoint, null).status();
            if (allowed.equals(PUBLIC) ? anonymous == 401 || anonymous >= 500 : anonymous != 401) {
                wrong.add("nobody " + endpoint + " -> " + anonymous);
            }
        });
        for (String token : tokens) {
            int status = call("GET /api/meetings", token).status();
            if (status != 401) {
                wrong.add(token.substring(0, 20) + " -> " + status);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What the auditors and the congress team do not need for their work, the Board keeps to itself. */
    @Test
    void drafts_links_and_addresses_are_the_boards_own() {
        String series = api.series("own-" + UUID.randomUUID().toString().substring(0, 6), "board", "board");
        String path = "/api/meetings/"
                + api.post(
                                "/api/meetings",
                                Map.of(
                                        "seriesId", series,
                                        "start", "2031-03-08T10:00",
                                        "end", "2031-03-08T12:00",
                                        "zone", "Europe/Vienna",
                                        "place",
                                                Map.of(
                                                        "kind", "online",
                                                        "text", "Video conference",
                                                        "link", "https://video.example.org/secret-room")))
                        .expect(201)
                        .text("/meetingId");
        api.post(path + "/guests", Map.of("name", "G", "email", "guest@example.org", "affiliation", "x"))
                .expect(201);
        for (String role : ROLES.subList(0, 7)) {
            boolean onBoard = VOTE.contains(role);
            String token = TestTokens.withRoles(role);
            String one = api.call("GET", path, null, token).expect(200).body().toString();
            String list = api.call("GET", "/api/meetings?limit=500", null, token)
                    .body()
                    .toString();
            String entry = new String(
                    api.call("GET", path + "/calendar.ics", null, token).bytes(), StandardCharsets.UTF_8);
            assertThat(one.contains("secret-room")).as(role).isEqualTo(onBoard);
            assertThat(list.contains("secret-room")).as(role).isEqualTo(onBoard);
            assertThat(entry.contains("secret-room")).as(role).isEqualTo(onBoard);
            assertThat(one.contains("guest@example.org")).as(role).isEqualTo(onBoard);
            assertThat(list.contains("guest@example.org")).as(role).isEqualTo(onBoard);
            for (String draft : List.of("/minutes", "/minutes.html", "/minutes.pdf", "/minutes.docx")) {
                assertThat(api.call("GET", path + draft, null, token).status())
                        .as("%s %s", role, draft)
                        .isEqualTo(onBoard ? 200 : 404);
            }
        }
    }

    private Api.Answer call(String endpoint, @org.jspecify.annotations.Nullable String token) {
        String[] parts = endpoint.split(" ");
        String path = parts[1].replaceAll("\\{[a-zA-Z]+}", "no-such-thing");
        return api.call(parts[0], path, BODIES.get(endpoint), token);
    }
}
