package org.crimealliance.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.crimealliance.platform.testkit.ServiceTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Whatever the edge refuses by itself is told as problem details, and is no trace in the log. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(
        properties = {
            "alliance.gateway.trusted-proxies=10\\..*",
            "alliance.metrics-from=10\\..*",
            "server.tomcat.max-http-request-header-size=8KB"
        })
@DirtiesContext
class RefusalsIT {

    private static FakeService service;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void address(DynamicPropertyRegistry registry) throws Exception {
        service = new FakeService();
        registry.add("alliance.gateway.services.membership", service::url);
        registry.add("alliance.gateway.services.portal", service::url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/membership/a\u0001b HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /api/membership/a%01b HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /api/membership/%00 HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /api/membership/%zz HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /api/membership/..%2f..%2factuator HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /api/membership/..;/..;/actuator HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /api/membership/members HTTP/1.1\r\nHost: a b\r\n",
                "GET /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\nHost: b.example.org\r\n",
                "GET /api/membership/members HTTP/1.1\r\n",
                "GET /api/membership/members HTTP/7.7\r\nHost: a.example.org\r\n",
                "GET http://[/ HTTP/1.1\r\nHost: a.example.org\r\n",
                "BREW /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\n",
                "TRACE /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\n",
                "CONNECT a.example.org:443 HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\n folded\r\n",
                "GET /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\nbad name: x\r\n",
                "POST /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\nContent-Length: -1\r\n",
                "POST /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\nTransfer-Encoding: odd\r\n",
                "GET /error HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /error HTTP/1.0\r\n",
                "GET /actuator/metrics HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /v3/api-docs/none HTTP/1.1\r\nHost: a.example.org\r\n",
                "GET /swagger-ui/none HTTP/1.1\r\nHost: a.example.org\r\n",
                "OPTIONS /api/membership/members HTTP/1.1\r\nHost: a.example.org\r\n"
                        + "Origin: https://evil.example.org\r\nAccess-Control-Request-Method: POST\r\n"
            })
    void a_refusal_is_told_as_problem_details(String request, CapturedOutput output) throws Exception {
        service.reset();
        try (RawClient client = new RawClient(port)) {
            String answer = client.send(request + "Connection: close\r\n\r\n").answer();
            assertThat(answer.lines().findFirst().orElse("nothing"))
                    .as(answer)
                    .matches("HTTP/1\\.1 (4\\d\\d|501|505).*");
            assertThat(answer).contains("application/problem+json", "\"code\":", "\"status\":");
        }
        assertThat(service.requests).hasValue(0);
        assertThat(output.getAll()).doesNotContain("\tat ");
    }

    @Test
    void the_old_protocol_is_served_too() throws Exception {
        try (RawClient client = new RawClient(port)) {
            assertThat(client.send("GET /api/membership/members HTTP/1.0\r\n\r\n")
                            .answer())
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void metrics_are_for_known_addresses_and_nobody_becomes_one_by_saying_so() throws Exception {
        for (String header : new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP"}) {
            String value = header.equals("Forwarded") ? "for=10.0.0.1" : "10.0.0.1";
            HttpResponse<String> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/prometheus"))
                                    .header(header, value)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(GatewayIT.problem(response, 401)).isEqualTo("unauthenticated");
        }
    }
}
