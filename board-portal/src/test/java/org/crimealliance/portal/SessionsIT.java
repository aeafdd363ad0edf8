package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import com.mongodb.client.MongoDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Who is signed in is known by every portal and after a restart; of who is not, nothing is kept. */
@PortalTest
class SessionsIT extends OfficersDesk {

    private static final String COOKIE = "__Host-alliance";

    @Autowired
    MongoDatabase database;

    @Autowired
    Environment environment;

    @BeforeEach
    void nobody() {
        database.getCollection("sessions").deleteMany(new Document());
        database.getCollection("uploads").deleteMany(new Document());
    }

    @Test
    void three_thousand_requests_of_nobody_leave_nothing_behind() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        String[] paths = {"/", "/apply", "/members", "/signin/alliance", "/r/reconfirm/tok", "/trouble/signin"};
        for (int i = 0; i < 3000; i++) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + paths[i % paths.length]))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.headers().allValues("set-cookie"))
                    .noneMatch(cookie -> cookie.startsWith(COOKIE + "=") || cookie.startsWith("JSESSIONID"));
        }
        assertThat(sessions()).isEmpty();
    }

    @Test
    void a_public_form_needs_no_session_and_is_not_sent_by_others() {
        Visitor visitor = new Visitor(port);
        visitor.get("/r/reconfirm/tok");
        Visitor.Page answered = visitor.post("/r/reconfirm/tok", "answer", "decline");
        assertThat(answered.status()).isEqualTo(200);
        assertThat(GATEWAY.changes()).hasSize(1);
        assertThat(visitor.holdsCookie(COOKIE)).isFalse();
        assertThat(sessions()).isEmpty();

        assertThat(new Visitor(port)
                        .postWithoutToken("/r/reconfirm/tok", "answer", "decline")
                        .status())
                .isEqualTo(403);
        assertThat(new Visitor(port)
                        .postWithoutToken("/r/reconfirm/tok", "answer", "no", "_csrf", "made-up")
                        .status())
                .isEqualTo(403);
        assertThat(GATEWAY.changes()).hasSize(1);
    }

    @Test
    void the_page_that_was_wanted_is_shown_after_signing_in() {
        GATEWAY.signInAs("secretary");
        assertThat(new Visitor(port).get("/members?q=a%20b").path()).isEqualTo("/members?q=a%20b");
    }

    @Test
    void two_portals_and_one_that_starts_anew_know_who_is_signed_in() {
        Visitor first = officer("/members/import");
        first.upload("/members/import", "register.csv", "a;b");
        Visitor second;
        try (ConfigurableApplicationContext portal = another("unused=1")) {
            second = first.at(port(portal));
            assertThat(second.get("/members").status()).isEqualTo(200);
            assertThat(second.post("/members/import/confirmation").path()).isEqualTo("/members");
            assertThat(GATEWAY.changes()).hasSize(2);
        }
        assertThat(sessions()).hasSize(1);
        try (ConfigurableApplicationContext portal = another("unused=2")) {
            Visitor third = second.at(port(portal));
            assertThat(third.get("/members").path()).isEqualTo("/members");
            third.post("/signout");
        }
        assertThat(sessions()).isEmpty();
        GATEWAY.signInAs("auditor");
        HttpResponse<String> signedOut =
                first.getWith("/members", "Accept", "text/html").response();
        assertThat(signedOut.statusCode()).as("signed out everywhere").isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void a_provider_that_is_busy_or_away_signs_nobody_out_and_what_was_typed_is_kept(int status) {
        GATEWAY.tokensLast(1);
        Visitor visitor = officer("/officers/new");
        GATEWAY.answer("POST /oauth2/token", status, "{\"code\":\"too-many-requests\"}");
        assertThat(visitor.get("/members").status()).isEqualTo(503);
        Visitor.Page kept = visitor.type("/officers/new", """
                        office=auditor
                        name=Noor Aziz
                        email=noor@example.org
                        from=2020-06-01
                        until=
                        """);
        assertThat(kept.status()).isEqualTo(503);
        assertThat(kept.html()).contains("value=\"Noor Aziz\"");

        GATEWAY.tokensLast(600);
        GATEWAY.answerAgain("POST /oauth2/token");
        assertThat(visitor.get("/members").status()).isEqualTo(200);
        assertThat(sessions()).hasSize(1);
    }

    @Test
    void whose_grant_is_over_signs_in_again() {
        GATEWAY.tokensLast(1);
        Visitor visitor = officer();
        GATEWAY.answer("POST /oauth2/token", 400, "{\"error\":\"invalid_grant\"}");
        assertThat(visitor.getWith("/members", "Accept", "text/html").header("Location"))
                .endsWith("/signin/alliance");
        assertThat(sessions()).isEmpty();
    }

    @Test
    void a_stolen_database_opens_nothing() {
        Visitor visitor = officer("/members/import");
        visitor.upload("/members/import", "register.csv", "name;mail\nAmara Lindqvist;amara@example.org\n");
        List<Document> all = sessions();
        database.getCollection("uploads").find().into(all);
        assertThat(all).as("the session, and the file in one piece").hasSize(3);
        for (Document one : all) {
            assertThat(text(one))
                    .doesNotContain("token", "Amara", "amara", "register.csv", "chair", "org.spring", "java.")
                    .doesNotContain(visitor.cookie(COOKIE));
        }
        try (ConfigurableApplicationContext portal =
                another("alliance.portal.session-secret=another-secret-another-secret-another")) {
            assertThat(visitor.at(port(portal))
                            .getWith("/members", "Accept", "text/html")
                            .status())
                    .as("without the secret they are nobody's")
                    .isEqualTo(302);
        }
    }

    @Test
    void what_has_ended_is_cleared_away_when_somebody_signs_in() {
        database.getCollection("sessions")
                .insertOne(new Document("_id", "old")
                        .append("until", Date.from(Instant.now().minusSeconds(1))));
        officer();
        assertThat(sessions()).hasSize(1).noneMatch(one -> one.get("_id").equals("old"));
    }

    @Test
    void a_page_costs_the_store_one_read_and_no_write() {
        Visitor visitor = officer("/members");
        Document before = sessions().getFirst();
        visitor.get("/members");
        visitor.get("/members");
        assertThat(sessions().getFirst()).isEqualTo(before);
    }

    @Test
    void without_the_store_public_pages_are_shown_and_others_say_so() {
        Visitor visitor = officer("/members");
        try (ConfigurableApplicationContext portal =
                another("spring.mongodb.uri=mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=300")) {
            assertThat(new Visitor(port(portal)).get("/apply").status()).isEqualTo(200);
            assertThat(visitor.at(port(portal)).get("/members").status()).isEqualTo(503);
        }
    }

    // ---- plumbing

    private ConfigurableApplicationContext another(String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
        for (String name : new String[] {
            "spring.mongodb.uri",
            "spring.mongodb.database",
            "alliance.portal.gateway",
            "alliance.portal.issuer",
            "alliance.portal.address",
            "alliance.portal.client-secret",
            "alliance.portal.session-secret"
        }) {
            arguments.add("--" + name + "=" + environment.getProperty(name));
        }
        for (String setting : settings) {
            String name = setting.substring(0, setting.indexOf('=') + 1);
            arguments.removeIf(argument -> argument.startsWith("--" + name));
            arguments.add("--" + setting);
        }
        return new SpringApplicationBuilder(PortalApplication.class).run(arguments.toArray(String[]::new));
    }

    private static int port(ConfigurableApplicationContext portal) {
        return ((WebServerApplicationContext) portal).getWebServer().getPort();
    }

    private List<Document> sessions() {
        return database.getCollection("sessions").find().into(new ArrayList<>());
    }

    private static String text(Document document) {
        StringBuilder text = new StringBuilder();
        document.forEach((name, value) -> {
            text.append(name).append('=');
            if (value instanceof Binary binary) {
                text.append(new String(binary.getData(), java.nio.charset.StandardCharsets.ISO_8859_1));
            } else if (value instanceof Document inner) {
                text.append(text(inner));
            } else {
                text.append(value);
            }
        });
        return text.toString();
    }
}
