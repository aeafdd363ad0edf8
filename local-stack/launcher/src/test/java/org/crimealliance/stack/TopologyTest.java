package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.crimealliance.stack.Topology.Program;
import org.junit.jupiter.api.Test;

class TopologyTest {

    private final Topology whole = new Topology(8400, false);

    @Test
    void no_port_is_given_twice_and_none_lies_outside_the_block() {
        for (boolean apart : new boolean[] {false, true}) {
            List<Integer> offsets = new ArrayList<>();
            new Topology(8400, apart).programs().forEach(program -> offsets.addAll(program.ports()));
            assertThat(offsets).doesNotHaveDuplicates().allMatch(offset -> offset >= 0 && offset < Topology.PORTS);
            assertThat(offsets).hasSize(Topology.PORTS);
        }
    }

    @Test
    void whoever_must_start_first_stands_first() {
        Set<String> seen = new HashSet<>();
        for (Program program : whole.programs()) {
            assertThat(seen).as(program.name()).containsAll(program.after());
            seen.add(program.name());
        }
    }

    @Test
    void a_service_is_told_where_everything_is() {
        Program meeting = whole.find("meeting").orElseThrow();
        assertThat(whole.environment(meeting))
                .containsEntry("SERVER_PORT", "8404")
                .containsEntry("SPRING_PROFILES_ACTIVE", "local")
                .containsEntry("ALLIANCE_MONGODB_URI", "mongodb://127.0.0.1:8411")
                .containsEntry("ALLIANCE_KAFKA", "127.0.0.1:8409")
                .containsEntry("ALLIANCE_ISSUER", "http://127.0.0.1:8400")
                .containsEntry("ALLIANCE_GATEWAY", "http://127.0.0.1:8400")
                .containsEntry("ALLIANCE_JWKS", "http://127.0.0.1:8402/oauth2/jwks")
                .containsEntry("ALLIANCE_SMTP_PORT", "8408")
                .containsEntry("ALLIANCE_URL_PORTAL", "http://127.0.0.1:8401")
                .containsEntry("ALLIANCE_URL_NOTIFICATION", "http://127.0.0.1:8406");
    }

    @Test
    void the_backbone_apart_is_what_services_wait_for() {
        Topology apart = new Topology(8400, true);
        assertThat(apart.find("membership").orElseThrow().after()).containsExactly("store", "broker", "mail");
        assertThat(apart.find("backbone")).isEmpty();
    }
}
