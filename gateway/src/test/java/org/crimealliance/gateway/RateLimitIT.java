package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** How much one caller may ask. */
@ServiceTest
@TestPropertySource(properties = "alliance.gateway.rate-limit=5")
@DirtiesContext
class RateLimitIT {

    private static FakeService membership;

    @LocalServerPort
    int port;

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
        assertThat(get(TestTokens.withRoles("secretary")).statusCode()).isEqualTo(200);

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
    }

    private HttpResponse<String> get(String token) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/membership/members"));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
