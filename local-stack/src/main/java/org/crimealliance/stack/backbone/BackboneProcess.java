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

/** The process that holds broker, store and caught mail, or one of them. */
public final class BackboneProcess {

    private static final String ALL = "backbone";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private BackboneProcess() {}

    /** Which ports the parts listen on, on loopback. */
    public record Listening(int store, int kafka, int kafkaController, int smtp, int mailPage) {}

    /**
     * Starts and returns when ready; the JVM then lives until it is told to stop.
     *
     * @param name {@code backbone} for all, or {@code store}, {@code broker}, {@code mail}
     * @param ready file that is created when all answer
     */
    public static void run(String name, Listening ports, Path data, Path ready) {
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
