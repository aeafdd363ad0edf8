package org.crimealliance.identity.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.crimealliance.identity.IdentitySettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;

class BrowserCookieTest {

    @ParameterizedTest
    @CsvSource({"https://alliance.example.org, __Host-alliance-identity", "http://localhost:8400, alliance-identity"})
    void by_https_no_other_host_can_have_set_it(URI issuer, String name) {
        IdentitySettings settings = settings(issuer);
        assertThat(BrowserCookie.name("alliance-identity", settings)).isEqualTo(name);
        MockHttpServletResponse response = new MockHttpServletResponse();
        new BrowserCookie("alliance-identity", settings).write(response, "value", Duration.ofHours(1));
        assertThat(response.getHeader("Set-Cookie"))
                .startsWith(name + "=value; Path=/; Max-Age=3600;")
                .contains("HttpOnly", "SameSite=Lax")
                .matches(cookie ->
                        cookie.contains("Secure") == issuer.getScheme().equals("https"))
                .doesNotContain("Domain");
    }

    private static IdentitySettings settings(URI issuer) {
        Duration time = Duration.ofMinutes(5);
        return new IdentitySettings(
                issuer,
                null,
                null,
                null,
                time,
                time,
                time,
                time,
                new IdentitySettings.Throttle(time, 1, 1),
                new IdentitySettings.Passkeys(null, List.of()));
    }
}
