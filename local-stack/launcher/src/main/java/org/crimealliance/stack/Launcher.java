package org.crimealliance.stack;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.crimealliance.stack.Topology.Program;

/** Puts the command line of a process together and starts it, with its output in a log file. */
final class Launcher {

    private final Apps apps;
    private final Topology topology;
    private final Path data;
    private final Secrets secrets;
    private final boolean trainCaches;

    Launcher(Apps apps, Topology topology, Path data, Secrets secrets, boolean trainCaches) {
        this.apps = apps;
        this.topology = topology;
        this.data = data;
        this.secrets = secrets;
        this.trainCaches = trainCaches;
    }

    ProcessHandle launch(Program program) {
        // The shell makes the JVM deaf to Ctrl-C and to the closing of the terminal, which reach the whole foreground
        // group: the supervisor alone decides who stops, in which order. exec keeps the pid.
        List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh"));
        command.addAll(java(program));
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> env = builder.environment();
        env.keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("SERVER_"));
        env.remove("ALLIANCE_BIND"); // loopback only, whatever the shell says
        env.putAll(topology.environment(program));
        env.put("ALLIANCE_CLOCK_FILE", data.resolve("clock").toString());
        env.put("ALLIANCE_SECRETS", secrets.folder().toString());
        env.put("ALLIANCE_LINK_SECRET", secrets.linkSecret());
        env.putIfAbsent("ALLIANCE_CONFIRMATIONS_PER_NETWORK", "0"); // everybody comes from loopback here
        env.putIfAbsent("ALLIANCE_CONFIRMATIONS_IN_ALL", "0"); // a demo and a benchmark are a congress in a minute
        builder.directory(data.toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log(program.name())));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process.toHandle();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program.name(), e);
        }
    }

    private List<String> java(Program program) {
        Apps.App app = apps.unpacked(program);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC"); // small heaps, many processes, few cores
        command.add("-XX:TieredStopAtLevel=1"); // ready soon is worth more here than fast in the long run
        command.add("-Xmx" + program.heapMb() + "m");
        command.add("-Xss512k");
        command.add("-XX:+ExitOnOutOfMemoryError");
        command.add("-Duser.timezone=UTC");
        command.add("-Dfile.encoding=UTF-8");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        if (Files.exists(app.aotCache())) {
            command.add("-XX:AOTCache=" + app.aotCache());
        } else if (trainCaches) {
            command.add("-XX:AOTCacheOutput=" + unfinishedCache(app));
            command.add("-Xlog:aot=error"); // it would name every class it leaves out
        }
        if (program.isBackbone()) {
            command.add("-Dio.netty.eventLoopThreads=32"); // one command a thread: writers wait for the disk
            command.add("-Dlogback.configurationFile=backbone-logback.xml");
        }
        command.add("-jar");
        command.add(app.jar().toString());
        if (program.isBackbone()) {
            command.add(program.name());
            command.add(data.toString());
            command.add(Readiness.file(data.resolve("run"), program.name()).toString());
            for (int port : new int[] {
                Topology.STORE, Topology.KAFKA, Topology.KAFKA_CONTROLLER, Topology.SMTP, Topology.MAIL_PAGE
            }) {
                command.add(Integer.toString(topology.port(port)));
            }
        }
        return command;
    }

    /** After an orderly stop: the cache that the process wrote as its last act is whole, and is used from now on. */
    void adoptCache(Program program) {
        Apps.App app = apps.unpacked(program);
        Path written = unfinishedCache(app);
        try {
            if (Files.exists(written)) {
                Files.move(written, app.aotCache(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path unfinishedCache(Apps.App app) {
        return app.aotCache().resolveSibling(app.aotCache().getFileName() + "." + topology.port(0));
    }

    File log(String name) {
        return data.resolve("logs").resolve(name + ".log").toFile();
    }
}
