package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Who a caller is, and how much one may ask. */
@ServiceTest
@TestPropertySource(properties = "alliance.gateway.rate-limit=5")
@DirtiesContext
class CallersIT {

    private static FakeService membership;

    @LocalServerPort
    int port;

    @Autowired
    TokenSubjects subjects;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws Exception {
        membership = new FakeService();
        registry.add("alliance.gateway.services.membership", membership::url);
    }

    @Test
    void each_subject_and_each_address_has_its_own_count() throws Exception {
        String treasurer = TestTokens.withRoles("treasurer");
        for (int i = 0; i < 5; i++) {
            assertThat(get(treasurer).statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = get(treasurer);
        assertThat(GatewayIT.problem(refused, 429)).isEqualTo("too-many-requests");
        assertThat(Long.parseLong(refused.headers().firstValue("retry-after").orElseThrow()))
                .isBetween(1L, 12L);
        assertThat(get(TestTokens.withRoles("treasurer", "board")).statusCode())
                .as("another token of the same subject")
                .isEqualTo(429);
        String secretary = TestTokens.withRoles("secretary");
        assertThat(get(secretary).statusCode()).isEqualTo(200);

        // a token that nobody signed does not make a new caller
        int refusedForged = 0;
        for (int i = 0; i < 8; i++) {
            String forged = TestTokens.withRoles("forger-" + i);
            if (get(forged.substring(0, forged.lastIndexOf('.')) + ".AAAA").statusCode() == 429) {
                refusedForged++;
            }
        }
        assertThat(refusedForged).isGreaterThanOrEqualTo(2);
        assertThat(get(null).statusCode()).as("the address is used up").isEqualTo(429);
        assertThat(get(TestTokens.withRoles("chair")).statusCode())
                .as("nor is a token looked at that nobody has seen yet")
                .isEqualTo(429);
        assertThat(get(TestTokens.withRoles("secretary", "board")).statusCode())
                .as("another token of a known subject neither")
                .isEqualTo(429);
        assertThat(get(secretary).statusCode())
                .as("a known one counts for itself")
                .isEqualTo(200);
    }

    @Test
    void behind_the_portal_or_a_proxy_each_visitor_has_a_count_of_their_own() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(statusFrom("192.0.2.1")).isEqualTo(200);
        }
        assertThat(statusFrom("192.0.2.1")).isEqualTo(429);
        assertThat(statusFrom("192.0.2.2")).isEqualTo(200);
        assertThat(statusFrom("192.0.2.3, 192.0.2.1"))
                .as("what a visitor says of themselves does not count")
                .isEqualTo(429);
        assertThat(statusFrom("192.0.2.1, 127.0.0.1"))
                .as("from the portal through the proxy")
                .isEqualTo(429);
    }

    @Test
    void a_network_of_ipv6_is_one_caller() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(statusFrom("2001:db8:0:1::" + i)).isEqualTo(200);
        }
        assertThat(statusFrom("2001:db8:0:1:ffff::1")).isEqualTo(429);
        assertThat(statusFrom("2001:db8:0:2::1")).isEqualTo(200);
    }

    @Test
    void the_service_hears_who_the_visitor_is() throws Exception {
        membership.answering(exchange -> FakeService.answer(
                exchange, 200, "text/plain", exchange.getRequestHeaders().getFirst("X-Forwarded-For")));
        assertThat(from("/api/membership/members", "192.0.2.9, 192.0.2.8").body())
                .isEqualTo("192.0.2.8");
        membership.reset();
    }

    @Test
    void metrics_are_not_for_who_comes_through_a_proxy() throws Exception {
        assertThat(GatewayIT.problem(from("/actuator/prometheus", "192.0.2.7"), 401))
                .isEqualTo("unauthenticated");
        assertThat(from("/actuator/prometheus", "127.0.0.1").statusCode()).isEqualTo(200);
    }

    @Test
    void a_token_that_is_not_genuine_is_not_kept() {
        String genuine = TestTokens.withRoles("auditor");
        String forged = genuine.substring(0, genuine.lastIndexOf('.')) + ".AAAA";
        assertThat(subjects.of(forged)).isEmpty();
        assertThat(subjects.known(forged)).isEmpty();
        assertThat(subjects.known(genuine)).isEmpty();
        assertThat(subjects.of(genuine)).isPresent();
        assertThat(subjects.known(genuine)).isEqualTo(subjects.of(genuine));
        assertThat(subjects.held()).as("and of it a hash").allMatch(key -> key.length() == 64);
    }

    private int statusFrom(String visitor) throws Exception {
        return from("/api/membership/members", visitor).statusCode();
    }

    private HttpResponse<String> from(String path, String visitor) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("X-Forwarded-For", visitor)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/membership/members"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
