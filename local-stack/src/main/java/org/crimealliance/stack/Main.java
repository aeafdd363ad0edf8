package org.crimealliance.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.crimealliance.stack.backbone.BackboneProcess;
import org.crimealliance.stack.demo.Demo;

/** What the {@code alliance} command does once a JDK is found and everything is built. */
public final class Main {

    private static final int DEFAULT_PORT_BASE = 8400;

    private final Path root;
    private final Path data;
    private final int portBase;

    private Main(Path root, Path data, int portBase) {
        this.root = root;
        this.data = data;
        this.portBase = portBase;
    }

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("backbone")) {
            backbone(args[1], Integer.parseInt(args[2]), Path.of(args[3]));
            return;
        }
        int status;
        try {
            status = run(new ArrayList<>(List.of(args)));
        } catch (StackException e) {
            System.err.println("alliance: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
    }

    private static void backbone(String name, int portBase, Path data) {
        Topology topology = new Topology(portBase, false);
        BackboneProcess.run(
                name,
                new BackboneProcess.Listening(
                        topology.port(Topology.STORE),
                        topology.port(Topology.KAFKA),
                        topology.port(Topology.KAFKA_CONTROLLER),
                        topology.port(Topology.SMTP),
                        topology.port(Topology.MAIL_PAGE)),
                data,
                Readiness.file(data.resolve("run"), name));
    }

    private static int run(List<String> args) {
        Path root = Stack.findRoot();
        Path data = root.resolve(".alliance");
        String given = option(args, "--port-base");
        Main main = new Main(root, data, given == null ? defaultPortBase(data) : portBase(given));
        if (args.isEmpty()) {
            throw new StackException("Say what to do: ./alliance --help");
        }
        String command = args.removeFirst();
        return switch (command) {
            case "up" -> main.up(args);
            case "down" -> main.down(args);
            case "demo" -> main.demo(args);
            case "status" -> main.status(args);
            case "reset" -> main.reset(args);
            case "token" -> main.token(args);
            case "clock" -> main.clock(args);
            default -> throw new StackException("No such command: " + command + ". See ./alliance --help");
        };
    }

    private int up(List<String> args) {
        Memory.ofThisMachine().refuseIfTooLittle();
        Stack stack = stack(true);
        Thread onCtrlC = new Thread(stack::close, "stop");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        long began = System.nanoTime();
        stack.start(args.isEmpty() ? stack.programs() : new LinkedHashSet<>(args), System.out::println);
        Runtime.getRuntime().removeShutdownHook(onCtrlC);
        System.out.printf(Locale.ROOT, "Ready after %.0f s.%n%n", (System.nanoTime() - began) / 1e9);
        printAddresses(stack);
        System.out.println("./alliance down stops it.");
        return 0;
    }

    private int down(List<String> args) {
        Stack stack = stack(true);
        if (!args.isEmpty()) {
            args.forEach(stack::stop);
            return 0;
        }
        if (!stack.isRunning()) {
            System.out.println("Not running.");
            return 0;
        }
        stack.stop(System.out::println);
        return 0;
    }

    private int demo(List<String> args) {
        Demo.Wishes wishes = Demo.Wishes.of(args); // before anything is cleared
        Memory.ofThisMachine().refuseIfTooLittle();
        Stack stack = stack(false);
        if (stack.isRunning()) {
            throw new StackException(
                    "The platform is already running: ./alliance down stops it, then the demo can begin");
        }
        stack.refuseIfPortTaken();
        clear(); // the scenario begins with nobody there
        Thread onCtrlC = new Thread(stack::close, "stop");
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        try {
            return Demo.run(stack, wishes);
        } finally {
            try {
                Runtime.getRuntime().removeShutdownHook(onCtrlC);
                stack.close();
            } catch (IllegalStateException ctrlC) {
                // the hook is stopping everything
            }
        }
    }

    private int status(List<String> args) {
        refuseMore(args);
        Stack stack = stack(false);
        long total = 0;
        boolean allReady = true;
        System.out.printf("%-13s %-9s %6s %8s %7s%n", "process", "state", "port", "pid", "memory");
        for (Stack.Status status : stack.status()) {
            String state = status.ready() ? "ready" : status.running() ? "not ready" : "stopped";
            allReady &= status.ready();
            total += status.residentMb();
            System.out.printf(
                    "%-13s %-9s %6d %8s %7s%n",
                    status.name(),
                    state,
                    status.port(),
                    status.running() ? Long.toString(status.pid()) : "-",
                    status.running() ? status.residentMb() + " MB" : "-");
        }
        System.out.println(
                "memory in all: " + total + " MB; domain time: " + stack.clock().now());
        return allReady ? 0 : 3;
    }

    private int reset(List<String> args) {
        refuseMore(args);
        if (stack(false).isRunning()) {
            throw new StackException("The platform is running: ./alliance down first, then reset clears its data");
        }
        clear();
        System.out.println("Data, mails, logs and secrets of the local stack are gone.");
        return 0;
    }

    private int token(List<String> args) {
        if (args.size() != 1) {
            throw new StackException(
                    "Which role? ./alliance token ROLE, with one of: " + String.join(", ", Tokens.ROLES));
        }
        Tokens.refuseIfUnknown(args.getFirst());
        Stack stack = stack(false);
        if (!stack.isRunning()) {
            throw new StackException("Not running: start the platform with ./alliance up");
        }
        System.out.println(stack.token(args.getFirst()));
        return 0;
    }

    private int clock(List<String> args) {
        DomainClock clock = stack(false).clock();
        if (args.size() > 1) {
            throw new StackException("./alliance clock [MOMENT|now], a moment like 2020-10-01T08:00:00Z");
        }
        if (!args.isEmpty()) {
            if (args.getFirst().equals("now")) {
                clock.reset();
            } else {
                clock.set(moment(args.getFirst()));
            }
        }
        System.out.println(clock.now());
        return 0;
    }

    private static Instant moment(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new StackException("Not a moment: " + text + ". Write it like 2020-10-01T08:00:00Z", e);
        }
    }

    private Stack stack(boolean trainCaches) {
        Stack.Options options = new Stack.Options(root, data, portBase);
        return Stack.of(trainCaches ? options.withCacheTraining() : options);
    }

    private static void printAddresses(Stack stack) {
        System.out.println("Portal and API   " + stack.gateway());
        System.out.println("Caught mail      " + stack.caughtMail());
        System.out.println("Store, broker    " + stack.mongoUri() + ", " + stack.kafka());
        System.out.println("Logins");
        stack.secrets()
                .logins()
                .forEach((role, login) ->
                        System.out.printf("  %-17s %-44s %s%n", role, login.email(), login.password()));
    }

    /** All but the unpacked applications and the note of the last build. */
    private void clear() {
        for (String part : List.of("store", "kafka", "mail", "logs", "run", "secrets", "clock")) {
            Path path = data.resolve(part);
            if (!Files.exists(path)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new StackException("Cannot delete " + path + ": " + e.getMessage(), e);
            }
        }
    }

    private static void refuseMore(List<String> args) {
        if (!args.isEmpty()) {
            throw new StackException("Not understood: " + String.join(" ", args) + ". See ./alliance --help");
        }
    }

    private static int defaultPortBase(Path data) {
        String fromEnvironment = System.getenv("ALLIANCE_PORT_BASE");
        if (fromEnvironment != null && !fromEnvironment.isBlank()) {
            return portBase(fromEnvironment);
        }
        try {
            // so that down, status and token find what up started elsewhere
            return portBase(Files.readString(data.resolve("run/port-base")).strip());
        } catch (IOException neverStarted) {
            return DEFAULT_PORT_BASE;
        }
    }

    private static int portBase(String text) {
        try {
            int base = Integer.parseInt(text);
            if (base >= 1024 && base + Topology.PORTS <= 65536) {
                return base;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new StackException("Not a block of ports: " + text + ". Give the first of twelve, from 1024 to "
                + (65536 - Topology.PORTS));
    }

    @org.jspecify.annotations.Nullable
    private static String option(List<String> args, String name) {
        int at = args.indexOf(name);
        if (at < 0) {
            return null;
        }
        if (at + 1 >= args.size()) {
            throw new StackException(name + " needs a value. See ./alliance --help");
        }
        args.remove(at);
        return args.remove(at);
    }
}
