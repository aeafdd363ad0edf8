package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The portal's own door, met by somebody who is not the gateway. */
@PortalTest
@TestPropertySource(
        properties = {"server.tomcat.remoteip.internal-proxies=10\\.9\\.9\\.9", "alliance.metrics-from=10\\..*"})
@DirtiesContext
class OutsideIT extends OfficersDesk {

    @ParameterizedTest
    @ValueSource(strings = {"/actuator/prometheus", "/actuator/health", "/actuator/info"})
    void metrics_and_health_are_for_known_addresses_and_nobody_becomes_one_by_saying_so(String path) {
        assertThat(new Visitor(port)
                        .getWith(path, "X-Forwarded-For", "10.0.0.1")
                        .status())
                .isIn(302, 401, 403);
        assertThat(officer().getWith(path, "X-Forwarded-For", "10.0.0.1").status())
                .isEqualTo(403);
    }

    @Test
    void no_redirect_leads_where_a_caller_says() {
        for (String header : new String[] {"X-Forwarded-Host", "Forwarded", "X-Forwarded-Prefix"}) {
            String value = header.equals("Forwarded") ? "host=evil.example.org" : "//evil.example.org";
            assertThat(new Visitor(port).getWith("/members", header, value).header("Location"))
                    .isNotEmpty()
                    .doesNotContain("evil");
        }
        assertThat(new Visitor(port)
                        .getWith("//evil.example.org/members", "Accept", "text/html")
                        .header("Location"))
                .doesNotContain("evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/signin/x", "/signin/", "/error", "/apply/none"})
    void what_is_no_page_is_said_to_be_none(String path) {
        assertThat(new Visitor(port).get(path).status()).isEqualTo(404);
    }
}
