package org.crimealliance.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.observation.ClientRequestObservationContext;
import org.springframework.http.client.observation.DefaultClientRequestObservationConvention;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.http.client.MockClientHttpRequest;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AddressesOutOfSpansTest {

    private static final String TOKEN = "A-personal-link-s-token-of-forty-three-chars";

    @Test
    void a_token_in_the_address_of_a_request_is_in_no_span() {
        ServerRequestObservationContext here = new ServerRequestObservationContext(
                new MockHttpServletRequest("GET", "/one-time/" + TOKEN), new MockHttpServletResponse());
        here.setPathPattern("/one-time/{token}");
        KeyValues seen = observed(new DefaultServerRequestObservationConvention(), here);
        assertThat(seen.toString()).contains("/one-time/{token}").doesNotContain(TOKEN);

        ClientRequestObservationContext there = new ClientRequestObservationContext(
                new MockClientHttpRequest(HttpMethod.GET, URI.create("http://gateway.test/api/replies/" + TOKEN)));
        assertThat(observed(new DefaultClientRequestObservationConvention(), there)
                        .toString())
                .contains("gateway.test")
                .doesNotContain(TOKEN);
    }

    private static <T extends Observation.Context> KeyValues observed(ObservationConvention<T> convention, T context) {
        List<KeyValues> seen = new ArrayList<>();
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig()
                .observationFilter(new AddressesOutOfSpans())
                .observationHandler(new ObservationHandler<>() {
                    @Override
                    public void onStop(Observation.Context stopped) {
                        seen.add(stopped.getAllKeyValues().and("name", String.valueOf(stopped.getContextualName())));
                    }

                    @Override
                    public boolean supportsContext(Observation.Context any) {
                        return true;
                    }
                });
        Observation.createNotStarted(convention, () -> context, registry).observe(() -> {});
        return seen.getFirst();
    }
}
