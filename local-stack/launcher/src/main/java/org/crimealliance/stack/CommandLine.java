package org.crimealliance.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What every command of the {@code alliance} script has in common: which stack it is about, and how it refuses. */
public final class CommandLine {

    private static final int DEFAULT_PORT_BASE = 8400;

    private CommandLine() {}

    /** A command, or several that the first argument tells apart. */
    @FunctionalInterface
    public interface Command {

        /**
         * @param args without {@code --port-base}
         * @return the process's exit status
         * @throws StackException to refuse, with status 1
         */
        int run(List<String> args, Stack.Options options);
    }

    /** Runs it and ends the process. */
    public static void run(String[] args, Command command) {
        int status;
        try {
            List<String> rest = new ArrayList<>(List.of(args));
            Path root = Stack.findRoot();
            Path data = root.resolve(".alliance");
            String given = option(rest, "--port-base");
            int portBase = given == null ? defaultPortBase(data) : portBase(given);
            status = command.run(rest, new Stack.Options(root, data, portBase));
        } catch (StackException e) {
            System.err.println("alliance: " + e.getMessage());
            status = 1;
        }
        System.exit(status);
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
        throw new StackException("Not a block of ports: " + text + ". Give the first of thirteen, from 1024 to "
                + (65536 - Topology.PORTS));
    }

    private static @Nullable String option(List<String> args, String name) {
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
