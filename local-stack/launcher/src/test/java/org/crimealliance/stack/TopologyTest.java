package org.crimealliance.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
                .containsEntry("ALLIANCE_ISSUER", "http://localhost:8400")
                .containsEntry("ALLIANCE_GATEWAY", "http://localhost:8400")
                .containsEntry("ALLIANCE_JWKS", "http://127.0.0.1:8402/oauth2/jwks")
                .containsEntry("ALLIANCE_SMTP_PORT", "8408")
                .containsEntry("ALLIANCE_URL_PORTAL", "http://127.0.0.1:8401")
                .containsEntry("ALLIANCE_URL_NOTIFICATION", "http://127.0.0.1:8406");
    }

    @Test
    void mail_that_comes_back_has_a_door_of_its_own() {
        assertThat(whole.environment(whole.find("notification").orElseThrow()))
                .containsEntry("ALLIANCE_MAILBOX_SMTP_PORT", "8412");
        assertThat(whole.environment(whole.find("meeting").orElseThrow()))
                .doesNotContainKey("ALLIANCE_MAILBOX_SMTP_PORT");
        Topology doubled = new Topology(8400, true, GivenServers.NONE, true);
        assertThat(doubled.environment(doubled.find("notification-2").orElseThrow()))
                .containsEntry("SERVER_PORT", "8419")
                .containsEntry("ALLIANCE_MAILBOX_SMTP_PORT", "8425");
    }

    @Test
    void the_backbone_apart_is_what_services_wait_for() {
        Topology apart = new Topology(8400, true);
        assertThat(apart.find("membership").orElseThrow().after()).containsExactly("store", "broker", "mail");
        assertThat(apart.find("backbone")).isEmpty();
    }

    @Test
    void servers_that_are_given_are_used_as_they_are_and_none_of_ours_stands_in_their_place() {
        GivenServers both = GivenServers.from(Map.of(
                "ALLIANCE_MONGODB_URI", "mongodb://a:b@db1.example.org,db2.example.org/?replicaSet=rs",
                "ALLIANCE_KAFKA", "k1.example.org:9092,k2.example.org:9092")::get);
        Topology given = new Topology(8400, false, both, false);
        assertThat(given.programs().stream().filter(Program::isBackbone).map(Program::name))
                .containsExactly("mail");
        Program membership = given.find("membership").orElseThrow();
        assertThat(membership.after()).containsExactly("mail");
        assertThat(given.environment(membership))
                .containsEntry("ALLIANCE_MONGODB_URI", "mongodb://a:b@db1.example.org,db2.example.org/?replicaSet=rs")
                .containsEntry("ALLIANCE_KAFKA", "k1.example.org:9092,k2.example.org:9092");

        Topology store = new Topology(
                8400, false, GivenServers.from(Map.of("ALLIANCE_MONGODB_URI", "mongodb://db.example.org")::get), false);
        assertThat(store.programs().stream().filter(Program::isBackbone).map(Program::name))
                .containsExactly("broker", "mail");
        assertThat(store.kafka()).isEqualTo("127.0.0.1:8409");

        Topology blank = new Topology(8400, false, GivenServers.from(Map.of("ALLIANCE_MONGODB_URI", " ")::get), false);
        assertThat(blank.programs()).isEqualTo(whole.programs());
    }

    @Test
    void whoever_stops_everything_knows_the_processes_of_every_form() {
        assertThat(whole.programsOfEveryForm().stream().map(Program::name))
                .contains("backbone", "store", "broker", "mail", "portal")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_second_instance_of_each_service_is_listed_by_the_gateway() {
        Topology doubled = new Topology(8400, true, GivenServers.NONE, true);
        List<Integer> ports = new ArrayList<>();
        doubled.programs().forEach(program -> ports.addAll(program.ports()));
        assertThat(ports).doesNotHaveDuplicates();
        assertThat(doubled.programs().stream().map(Program::name).filter(name -> name.endsWith("-2")))
                .containsExactly("identity-2", "membership-2", "meeting-2", "event-2", "notification-2");
        assertThat(doubled.environment(doubled.find("gateway").orElseThrow()))
                .containsEntry("ALLIANCE_URL_MEMBERSHIP", "http://127.0.0.1:8403,http://127.0.0.1:8416")
                .containsEntry("ALLIANCE_URL_PORTAL", "http://127.0.0.1:8401");
        assertThat(doubled.environment(doubled.find("membership-2").orElseThrow()))
                .containsEntry("SERVER_PORT", "8416")
                .containsEntry("ALLIANCE_MACHINE_CLOCK_OFFSET", "PT2M");
        assertThat(doubled.environment(doubled.find("membership").orElseThrow()))
                .doesNotContainKey("ALLIANCE_MACHINE_CLOCK_OFFSET");
    }
}
