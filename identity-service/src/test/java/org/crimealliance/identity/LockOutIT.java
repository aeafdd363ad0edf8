package org.crimealliance.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Strangers are slowed, officers are not locked out. */
@IdentityTest
class LockOutIT {

    private static final String OFFICE = "192.0.2.10";
    private static final String ELSEWHERE = "198.51.100.20";
    private static final Document MAILBOX = new Document("_id", Pattern.compile("^mail:mailbox:"));

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @BeforeEach
    void freshCounts() {
        mongo.getCollection("attempts").deleteMany(new Document());
    }

    @Test
    void a_stranger_s_wrong_passwords_stop_the_stranger_and_not_the_officer() throws Exception {
        useUpPasswords(from(ELSEWHERE));
        assertThat(password(from(ELSEWHERE), SecretsInitializer.PASSWORD)).isEqualTo(429);
        assertThat(password(from(OFFICE), SecretsInitializer.PASSWORD)).isEqualTo(302);
    }

    @Test
    void a_device_that_is_known_signs_in_beside_a_stranger_at_the_same_address_and_has_an_end_too() throws Exception {
        Browser known = from(OFFICE);
        assertThat(password(known, SecretsInitializer.PASSWORD)).isEqualTo(302);
        useUpPasswords(from(OFFICE));
        assertThat(password(from(OFFICE), SecretsInitializer.PASSWORD)).isEqualTo(429);
        assertThat(password(known, SecretsInitializer.PASSWORD)).isEqualTo(302);

        useUpPasswords(known);
        assertThat(password(known, SecretsInitializer.PASSWORD)).isEqualTo(429);
        assertThat(password(from(ELSEWHERE), SecretsInitializer.PASSWORD)).isEqualTo(302);
    }

    /** Ninety at once from one network wait for each other, a while; an officer elsewhere does not notice. */
    @Test
    void strangers_who_crowd_are_told_to_come_back_and_hold_nobody_up() throws Exception {
        Browser crowd = from(ELSEWHERE);
        crowd.get("/login");
        List<Future<HttpResponse<String>>> answers = new ArrayList<>();
        try (var workers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 90; i++) {
                Map<String, String> form = Map.of("email", "somebody-" + i + "@example.org", "password", "wrong");
                answers.add(workers.submit(() -> crowd.submit("/login/password", form)));
            }
            assertThat(password(from(OFFICE), SecretsInitializer.PASSWORD)).isEqualTo(302);
        }
        List<HttpResponse<String>> refused = new ArrayList<>();
        for (Future<HttpResponse<String>> answer : answers) {
            if (answer.get().statusCode() == 429) {
                refused.add(answer.get());
            }
        }
        assertThat(refused)
                .as("of ninety, who had no turn in two seconds")
                .isNotEmpty()
                .allSatisfy(busy -> {
                    assertThat(busy.body()).contains("Too many people are signing in at this moment");
                    assertThat(busy.headers().firstValue("retry-after")).contains("5");
                });
        assertThat(link(from(ELSEWHERE), SecretsInitializer.TREASURER))
                .as("a link needs no turn")
                .isEqualTo(200);
    }

    @Test
    void a_device_is_known_for_the_account_that_signed_in_on_it_alone() throws Exception {
        Browser known = from(OFFICE);
        password(known, SecretsInitializer.PASSWORD);
        for (int i = 0; i < 10; i++) {
            assertThat(submit(known, "/login/password", "nobody@example.org", "wrong"))
                    .isEqualTo(422);
        }
        assertThat(submit(known, "/login/password", "nobody@example.org", "wrong"))
                .isEqualTo(429);
        Browser forged = from(OFFICE);
        forged.cookies.put("alliance-identity-device", "A".repeat(43));
        assertThat(submit(forged, "/login/password", "nobody@example.org", "wrong"))
                .isEqualTo(429);
    }

    @Test
    void whoever_has_one_ipv6_address_has_its_neighbours_too() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(password(from("2001:db8:1:2::" + (i + 1)), "wrong")).isEqualTo(422);
        }
        assertThat(password(from("2001:db8:1:2:ffff::1"), SecretsInitializer.PASSWORD))
                .isEqualTo(429);
        assertThat(password(from("2001:db8:1:3::1"), SecretsInitializer.PASSWORD))
                .isEqualTo(302);
    }

    @Test
    void one_address_may_not_try_account_after_account() throws Exception {
        int refused = 0;
        for (int i = 0; i < 105; i++) {
            refused += link(from(ELSEWHERE), "somebody-" + i + "@example.org") == 429 ? 1 : 0;
        }
        assertThat(refused).isEqualTo(5);
    }

    /** A form of that kind would be written to disk before anybody is known. */
    @Test
    void no_form_is_read_as_an_upload() throws Exception {
        Browser browser = new Browser(port);
        browser.get("/login");
        String form =
                Map.of("_csrf", browser.csrf(), "email", SecretsInitializer.TREASURER, "password", "p")
                        .entrySet()
                        .stream()
                        .map(field -> "--x\r\nContent-Disposition: form-data; name=\"" + field.getKey() + "\"\r\n\r\n"
                                + field.getValue() + "\r\n")
                        .collect(Collectors.joining("", "", "--x--\r\n"));
        assertThat(browser.post("/login/password", "multipart/form-data; boundary=x", form)
                        .statusCode())
                .as("its field with the token is not seen")
                .isEqualTo(403);
    }

    @Test
    void ten_links_asked_for_by_a_stranger_keep_no_link_from_the_officer_and_fill_no_mailbox() throws Exception {
        Browser known = from(OFFICE);
        password(known, SecretsInitializer.PASSWORD);
        for (int i = 0; i < 10; i++) {
            assertThat(link(from(ELSEWHERE), SecretsInitializer.TREASURER)).isEqualTo(200);
        }
        assertThat(link(from(ELSEWHERE), SecretsInitializer.TREASURER)).isEqualTo(429);
        awaitAnotherLinkBy(from(OFFICE));

        long before = links();
        for (int i = 0; i < 40; i++) {
            link(from("203.0.113." + i), SecretsInitializer.TREASURER);
        }
        await().untilAsserted(() -> assertThat(askedFor()).isEqualTo(10 + 1 + 40));
        // the last ones are the minute's, and there may have been two minutes
        await().untilAsserted(() -> assertThat(links()).isBetween(before + 30 - 11 + 1, before + 30 - 11 + 2));
        awaitAnotherLinkBy(known);
    }

    @Test
    void whose_mailbox_others_have_filled_gets_a_link_within_a_minute_from_anywhere() throws Exception {
        awaitAnotherLinkBy(from(ELSEWHERE));
        mongo.getCollection("attempts").updateMany(MAILBOX, new Document("$set", new Document("count", 1_000)));
        awaitAnotherLinkBy(from(OFFICE));
        mongo.getCollection("attempts").deleteMany(new Document("_id", Pattern.compile("^mail:minute:"))); // it is over
        awaitAnotherLinkBy(from(OFFICE));
    }

    private int askedFor() {
        return mongo.getCollection("attempts").find(MAILBOX).first().getInteger("count");
    }

    private void awaitAnotherLinkBy(Browser browser) throws Exception {
        long before = links();
        assertThat(link(browser, SecretsInitializer.TREASURER)).isEqualTo(200);
        await().untilAsserted(() -> assertThat(links()).isGreaterThan(before));
    }

    private void useUpPasswords(Browser browser) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(password(browser, "wrong")).isEqualTo(422);
        }
    }

    private int password(Browser browser, String password) throws Exception {
        return submit(browser, "/login/password", SecretsInitializer.TREASURER, password);
    }

    private int link(Browser browser, String email) throws Exception {
        return submit(browser, "/one-time/request", email, "");
    }

    private static int submit(Browser browser, String path, String email, String password) throws Exception {
        browser.get("/login");
        return browser.submit(path, Map.of("email", email, "password", password))
                .statusCode();
    }

    private Browser from(String address) {
        return new Browser(port, address);
    }

    private long links() {
        return mongo.getCollection("loginLinks").countDocuments();
    }
}
