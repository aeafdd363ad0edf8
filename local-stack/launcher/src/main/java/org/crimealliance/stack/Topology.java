package org.crimealliance.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every process of the platform, in the order in which they start. A port is the block's base plus the offset that stands
 * here; docker-compose.yml is the same list for containers.
 */
final class Topology {

    // the block of ports
    static final int GATEWAY = 0;
    static final int PORTAL = 1;
    static final int IDENTITY = 2;
    static final int MEMBERSHIP = 3;
    static final int MEETING = 4;
    static final int EVENT = 5;
    static final int NOTIFICATION = 6;
    static final int MAIL_PAGE = 7;
    static final int SMTP = 8;
    static final int KAFKA = 9;
    static final int KAFKA_CONTROLLER = 10;
    static final int STORE = 11;

    /** How many ports the block has. */
    static final int PORTS = 12;

    private static final String BACKBONE_MODULE = "local-stack/backbone";

    /** Broker, store and caught mail in one JVM. */
    private static final Program BACKBONE = new Program(
            "backbone", BACKBONE_MODULE, List.of(STORE, KAFKA, KAFKA_CONTROLLER, SMTP, MAIL_PAGE), 512, List.of());

    /** The same as three, so that each can be taken away alone. */
    private static final List<Program> BACKBONE_APART = List.of(
            new Program("store", BACKBONE_MODULE, List.of(STORE), 384, List.of()),
            new Program("broker", BACKBONE_MODULE, List.of(KAFKA, KAFKA_CONTROLLER), 384, List.of()),
            new Program("mail", BACKBONE_MODULE, List.of(SMTP, MAIL_PAGE), 128, List.of()));

    private static final List<Program> SERVICES = List.of(
            service("identity", "identity-service", IDENTITY, 192),
            service("membership", "membership-service", MEMBERSHIP, 320),
            service("meeting", "meeting-service", MEETING, 256),
            service("event", "event-service", EVENT, 320),
            service("notification", "notification-service", NOTIFICATION, 192),
            service("gateway", "gateway", GATEWAY, 192),
            service("portal", "board-portal", PORTAL, 192, "identity", "gateway"));

    private final int base;
    private final List<Program> programs;

    Topology(int base, boolean backboneApart) {
        this.base = base;
        List<Program> all = new ArrayList<>(backboneApart ? BACKBONE_APART : List.of(BACKBONE));
        List<String> backbone = all.stream().map(Program::name).toList();
        SERVICES.forEach(service -> all.add(service.alsoAfter(backbone)));
        this.programs = List.copyOf(all);
    }

    /**
     * One process.
     *
     * @param module its folder in the repository; its jar is in {@code target}
     * @param ports offsets from the base; a service answers HTTP on the first
     * @param heapMb largest heap
     * @param after those that must be ready before it starts
     */
    record Program(String name, String module, List<Integer> ports, int heapMb, List<String> after) {

        boolean isBackbone() {
            return module.equals(BACKBONE_MODULE);
        }

        /** What the module's jar is called, without version. */
        String artifact() {
            return module.substring(module.lastIndexOf('/') + 1);
        }

        private Program alsoAfter(List<String> more) {
            List<String> all = new ArrayList<>(more);
            all.addAll(after);
            return new Program(name, module, ports, heapMb, List.copyOf(all));
        }
    }

    private static Program service(String name, String module, int port, int heapMb, String... after) {
        return new Program(name, module, List.of(port), heapMb, List.of(after));
    }

    List<Program> programs() {
        return programs;
    }

    Optional<Program> find(String name) {
        return programs.stream().filter(program -> program.name().equals(name)).findFirst();
    }

    int port(int offset) {
        return base + offset;
    }

    String http(int offset) {
        return "http://127.0.0.1:" + port(offset);
    }

    String mongoUri() {
        return "mongodb://127.0.0.1:" + port(STORE);
    }

    String kafka() {
        return "127.0.0.1:" + port(KAFKA);
    }

    /** What a process is told about the others. */
    Map<String, String> environment(Program program) {
        Map<String, String> env = new LinkedHashMap<>();
        if (program.isBackbone()) {
            return env;
        }
        env.put("SERVER_PORT", Integer.toString(port(program.ports().getFirst())));
        env.put("SPRING_PROFILES_ACTIVE", "local");
        env.put("ALLIANCE_MONGODB_URI", mongoUri());
        env.put("ALLIANCE_KAFKA", kafka());
        env.put("ALLIANCE_ISSUER", http(GATEWAY));
        env.put("ALLIANCE_GATEWAY", http(GATEWAY));
        env.put("ALLIANCE_JWKS", http(IDENTITY) + "/oauth2/jwks");
        env.put("ALLIANCE_SMTP_HOST", "127.0.0.1");
        env.put("ALLIANCE_SMTP_PORT", Integer.toString(port(SMTP)));
        SERVICES.forEach(service -> env.put(
                "ALLIANCE_URL_" + service.name().toUpperCase(java.util.Locale.ROOT),
                http(service.ports().getFirst())));
        return env;
    }
}
