package org.crimealliance.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.crimealliance.portal.PortalTest.GATEWAY;

import org.crimealliance.portal.stub.GatewayStub.Asked;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.json.JsonMapper;

/** An officer at the portal, with a gateway that forgets between tests what it was asked. */
abstract class OfficersDesk {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @LocalServerPort
    int port;

    @BeforeEach
    void quiet() {
        GATEWAY.reset();
    }

    /** Holds every office that changes something. */
    Visitor officer() {
        return Visitor.signedIn(port, GATEWAY, "chair", "secretary", "treasurer", "congress-manager");
    }

    /** Looks at this page. */
    Visitor officer(String page) {
        Visitor visitor = officer();
        visitor.get(page);
        return visitor;
    }

    /** The last change that the API was asked for. */
    static void assertSent(String method, String path, String json) {
        Asked sent = GATEWAY.changes().getLast();
        assertThat(sent.method() + " " + sent.path()).isEqualTo(method + " " + path);
        if (json.isEmpty()) {
            assertThat(sent.body()).isEmpty();
        } else {
            assertThat(JSON.readTree(sent.body())).isEqualTo(JSON.readTree(json));
        }
    }
}
