package org.crimealliance.stack;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** What the {@code alliance} command does once a JDK is found and everything is built; the demo is a program of its own. */
public final class Main {

    private final Stack.Options options;

    private Main(Stack.Options options) {
        this.options = options;
    }

    public static void main(String[] args) {
        CommandLine.run(args, Main::run);
    }

    private static int run(List<String> args, Stack.Options options) {
        Main main = new Main(options);
        if (args.isEmpty()) {
            throw new StackException("Say what to do: ./alliance --help");
        }
        String command = args.removeFirst();
        return switch (command) {
            case "up" -> main.up(args);
            case "down" -> main.down(args);
            case "status" -> main.status(args);
            case "reset" -> main.reset(args);
            case "token" -> main.token(args);
            case "appoint-first" -> main.appointFirst(args);
            case "clock" -> main.clock(args);
            default -> throw new StackException("No such command: " + command + ". See ./alliance --help");
        };
    }

    private int up(List<String> args) {
        Stack stack = stack(true);
        Memory.ofThisMachine().refuseIfTooLittle();
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
        stack(false).reset();
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

    private int appointFirst(List<String> args) {
        if (args.size() < 3 || args.size() > 4) {
            throw new StackException(
                    "Whom? ./alliance appoint-first chair|treasurer|secretary NAME ADDRESS [FIRST-DAY], a day like 2020-10-01");
        }
        Stack stack = stack(false);
        if (!stack.isRunning()) {
            throw new StackException("Not running: start the platform with ./alliance up");
        }
        LocalDate from = args.size() == 4
                ? day(args.get(3))
                : LocalDate.ofInstant(stack.clock().now(), ZoneId.of("Europe/Vienna"));
        stack.appointFirst(new FirstOfficers.Officer(args.get(0), args.get(1), args.get(2), from));
        System.out.println(args.get(1) + " is " + args.get(0) + " from " + from + ".");
        return 0;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new StackException("Not a day: " + text + ". Write it like 2020-10-01", e);
        }
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
        return Stack.of(trainCaches ? options.withCacheTraining() : options);
    }

    private static void printAddresses(Stack stack) {
        System.out.println("Portal and API   " + stack.gateway());
        System.out.println("Caught mail      " + stack.caughtMail());
        System.out.println("Store, broker    " + withoutPassword(stack.mongoUri()) + ", " + stack.kafka());
        System.out.println("Logins");
        stack.secrets()
                .logins()
                .forEach((role, login) ->
                        System.out.printf("  %-17s %-44s %s%n", role, login.email(), login.password()));
    }

    /** A given store's address may hold one. */
    private static String withoutPassword(String uri) {
        return uri.replaceFirst("//[^@/]*@", "//***@");
    }

    private static void refuseMore(List<String> args) {
        if (!args.isEmpty()) {
            throw new StackException("Not understood: " + String.join(" ", args) + ". See ./alliance --help");
        }
    }
}
