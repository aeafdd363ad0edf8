package org.crimealliance.stack.backbone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.crimealliance.stack.mail.MailCatcher;

/**
 * The process that holds broker, store and caught mail, or one of them. Arguments: its name ({@code backbone} for all, or
 * {@code store}, {@code broker}, {@code mail}), the folder of its data, the file that it creates when all answer, and the
 * ports of store, broker, broker's controller, SMTP and the page of caught mail, on loopback.
 */
public final class BackboneProcess {

    private static final String ALL = "backbone";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private BackboneProcess() {}

    /** Starts and returns when ready; the JVM then lives until it is told to stop. */
    public static void main(String[] args) {
        String name = args[0];
        Path data = Path.of(args[1]);
        Path ready = Path.of(args[2]);
        Listening ports = new Listening(port(args[3]), port(args[4]), port(args[5]), port(args[6]), port(args[7]));
        if (!Set.of(ALL, "store", "broker", "mail").contains(name)) {
            throw new IllegalArgumentException("no such part: " + name);
        }
        BackboneProcess process = new BackboneProcess();
        Runtime.getRuntime().addShutdownHook(new Thread(process::close, "stop"));
        long began = System.nanoTime();
        if (name.equals(ALL) || name.equals("store")) {
            process.parts.push(Store.onFile(data.resolve("store/alliance.mv"), ports.store));
        }
        if (name.equals(ALL) || name.equals("mail")) {
            process.parts.push(MailCatcher.start(data.resolve("mail"), ports.smtp, ports.mailPage));
        }
        if (name.equals(ALL) || name.equals("broker")) {
            process.parts.push(Broker.start(data.resolve("kafka"), ports.kafka, ports.kafkaController));
        }
        try {
            Files.writeString(ready, "ready\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.printf(Locale.ROOT, "%s ready after %.1f s%n", name, (System.nanoTime() - began) / 1e9);
    }

    private record Listening(int store, int kafka, int kafkaController, int smtp, int mailPage) {}

    private static int port(String argument) {
        return Integer.parseInt(argument);
    }

    private void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.out.println("stopping: " + e);
            }
        }
    }
}
