package org.crimealliance.stack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    static final int MAILBOX = 12;

    /** How many ports the block has. */
    static final int PORTS = 13;

    private static final String TWIN = "-2";
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
            new Program("notification", "notification-service", List.of(NOTIFICATION, MAILBOX), 192, List.of()),
            service("gateway", "gateway", GATEWAY, 192),
            service("portal", "board-portal", PORTAL, 192, "identity", "gateway"));

    private final int base;
    private final GivenServers given;
    private final boolean twins;
    private final List<Program> programs;

    Topology(int base, boolean backboneApart) {
        this(base, backboneApart, GivenServers.NONE, false);
    }

    /**
     * @param given what is somebody else's: no process of ours stands in its place
     * @param twins a second instance of each service behind the gateway, at ports above the block
     */
    Topology(int base, boolean backboneApart, GivenServers given, boolean twins) {
        this.base = base;
        this.given = given;
        this.twins = twins;
        List<Program> all = new ArrayList<>(backboneApart || given.any() ? BACKBONE_APART : List.of(BACKBONE));
        all.removeIf(program -> given.replace(program.name()));
        List<String> backbone = all.stream().map(Program::name).toList();
        SERVICES.forEach(service -> all.add(service.alsoAfter(backbone)));
        if (twins) {
            SERVICES.stream()
                    .filter(Program::hasTwin)
                    .forEach(service -> all.add(service.twin().alsoAfter(backbone)));
        }
        this.programs = List.copyOf(all);
    }

    /**
     * One process.
     *
     * @param module its folder in the repository; its jar is in {@code target}
     * @param ports offsets from the base; a service answers HTTP on the first, takes mail that comes back on the second if any
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

        /** The gateway is the one door, and the portal keeps its sessions to itself. */
        private boolean hasTwin() {
            return !isBackbone() && !List.of("gateway", "portal").contains(name);
        }

        /**
         * A second instance stands for another machine, whose clock is two minutes ahead; but not where tokens are issued, which
         * readers refuse if they begin more than a minute from now.
         */
        private boolean isShifted() {
            return name.endsWith(TWIN) && !name.startsWith("identity");
        }

        private Program twin() {
            List<Integer> above = ports.stream().map(port -> PORTS + port).toList();
            return new Program(name + TWIN, module, above, heapMb, after);
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

    /** Also those that another command has started, with other servers given or the backbone apart. */
    List<Program> programsOfEveryForm() {
        List<Program> all = new ArrayList<>(programs);
        Stream.concat(Stream.of(BACKBONE), BACKBONE_APART.stream())
                .filter(program -> find(program.name()).isEmpty())
                .forEach(all::add);
        return all;
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

    /** Where browsers find the platform: by a name, for which alone they make passkeys. */
    String publicAddress() {
        return "http://localhost:" + port(GATEWAY);
    }

    String mongoUri() {
        return given.mongoUri().orElse("mongodb://127.0.0.1:" + port(STORE));
    }

    String kafka() {
        return given.kafka().orElse("127.0.0.1:" + port(KAFKA));
    }

    /** What a process is told about the others. */
    Map<String, String> environment(Program program) {
        Map<String, String> env = new LinkedHashMap<>();
        if (program.isBackbone()) {
            return env;
        }
        env.put("SERVER_PORT", Integer.toString(port(program.ports().getFirst())));
        env.put("SPRING_PROFILES_ACTIVE", "local");
        if (program.isShifted()) {
            env.put("ALLIANCE_MACHINE_CLOCK_OFFSET", "PT2M");
        }
        env.put("ALLIANCE_MONGODB_URI", mongoUri());
        env.put("ALLIANCE_KAFKA", kafka());
        env.put("ALLIANCE_ISSUER", publicAddress());
        env.put("ALLIANCE_GATEWAY", publicAddress());
        env.put("ALLIANCE_JWKS", http(IDENTITY) + "/oauth2/jwks");
        env.put("ALLIANCE_SMTP_HOST", "127.0.0.1");
        env.put("ALLIANCE_SMTP_PORT", Integer.toString(port(SMTP)));
        if (program.ports().size() > 1) {
            env.put(
                    "ALLIANCE_MAILBOX_SMTP_PORT",
                    Integer.toString(port(program.ports().getLast())));
        }
        SERVICES.forEach(service -> env.put(
                "ALLIANCE_URL_" + service.name().toUpperCase(java.util.Locale.ROOT),
                service.hasTwin() && twins
                        ? http(service.ports().getFirst()) + ","
                                + http(service.twin().ports().getFirst())
                        : http(service.ports().getFirst())));
        return env;
    }
}
