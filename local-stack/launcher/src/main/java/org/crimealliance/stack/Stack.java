package org.crimealliance.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.crimealliance.stack.Topology.Program;

/**
 * The platform on this machine: every service a process of its own, as in production, and what they stand on. Data, logs,
 * secrets and the list of running processes are kept in one folder, so that another {@code Stack} on the same folder, in
 * another process, sees and stops the same platform.
 *
 * <p>Names: {@code backbone} (or {@code store}, {@code broker}, {@code mail} if {@link Options#backboneApart} or if store
 * or broker is given by {@code ALLIANCE_MONGODB_URI} or {@code ALLIANCE_KAFKA}), {@code identity}, {@code membership}, {@code
 * meeting}, {@code event}, {@code notification}, {@code gateway}, {@code portal}.
 */
public final class Stack {

    /** A start on a busy machine with two cores takes a minute; what is not ready after this long never will be. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(4);

    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    private final Options options;
    private final Path run;
    private final Topology topology;
    private final Apps apps;
    private final Launcher launcher;
    private final Readiness readiness;
    private final Secrets secrets;
    private final DomainClock clock;
    private final Set<String> startedHere = ConcurrentHashMap.newKeySet();
    private volatile boolean closing;

    private Stack(Options options) {
        this.options = options;
        this.run = options.data.resolve("run");
        this.topology =
                new Topology(options.portBase, options.backboneApart, GivenServers.fromEnvironment(), options.twins);
        this.apps = new Apps(options.root, options.root.resolve(".alliance/apps"));
        this.secrets = new Secrets(options.data.resolve("secrets"));
        this.launcher = new Launcher(apps, topology, options.data, secrets, options.trainCaches);
        this.readiness = new Readiness(topology, run);
        this.clock = new DomainClock(options.data.resolve("clock"));
    }

    /**
     * How a stack is laid out.
     *
     * @param root the repository, where the jars are built
     * @param data where everything it writes goes; it is created
     * @param portBase first of the block of thirteen ports
     * @param backboneApart store, broker and caught mail as three processes, so that each can be taken away alone
     * @param twins each service has a second instance, {@code membership-2} and so on, that the gateway lists; its
     *     machine's clock is two minutes ahead
     * @param trainCaches services without an AOT cache write one when they are stopped, which takes seconds, once
     */
    public record Options(
            Path root, Path data, int portBase, boolean backboneApart, boolean twins, boolean trainCaches) {

        public Options(Path root, Path data, int portBase) {
            this(root, data, portBase, false, false, false);
        }

        public Options withBackboneApart() {
            return new Options(root, data, portBase, true, twins, trainCaches);
        }

        public Options withTwins() {
            return new Options(root, data, portBase, backboneApart, true, trainCaches);
        }

        public Options withCacheTraining() {
            return new Options(root, data, portBase, backboneApart, twins, true);
        }
    }

    /** One process as it is now; {@code pid} is 0 and {@code residentMb} 0 if it does not run. */
    public record Status(String name, boolean running, boolean ready, long pid, int port, long residentMb) {}

    public static Stack of(Options options) {
        return new Stack(new Options(
                options.root.toAbsolutePath().normalize(),
                options.data.toAbsolutePath().normalize(),
                options.portBase,
                options.backboneApart,
                options.twins,
                options.trainCaches));
    }

    /** The repository above the working directory (or the one that {@code -Dalliance.root} names). */
    public static Path findRoot() {
        String given = System.getProperty("alliance.root");
        if (given != null) {
            return Path.of(given);
        }
        Path candidate = Path.of("").toAbsolutePath();
        while (candidate != null) {
            if (Files.exists(candidate.resolve("local-stack/launcher/pom.xml"))) {
                return candidate;
            }
            candidate = candidate.getParent();
        }
        throw new StackException("Not inside the platform's repository: use the alliance command in it");
    }

    /** First of a block of ports that are free now: for a stack beside the one that somebody uses. */
    public static int freePortBase() {
        return Ports.freeBlock(2 * Topology.PORTS); // twins stand above the block
    }

    /** Starts everything and returns when all of it is ready. */
    public void start(Consumer<String> progress) {
        start(programs(), progress);
    }

    /**
     * Starts these and what they need first, and returns when they are ready. If one fails, what this call started is
     * stopped again.
     *
     * @param progress gets a line for each that became ready
     * @throws StackException if one already runs, is not built, its port is taken, or it does not become ready
     */
    public void start(Set<String> names, Consumer<String> progress) {
        try (Lock lock = lock()) {
            startUnlocked(names, progress);
        }
    }

    /**
     * Says what stands in the way of a start: too little memory, that the platform already runs, a port that is taken.
     *
     * @throws StackException naming it, and the way out
     */
    public void refuseIfHindered() {
        Memory.ofThisMachine().refuseIfTooLittle();
        if (isRunning()) {
            throw new StackException("The platform is already running: ./alliance down stops it");
        }
        refuseIfPortTaken(topology.programs());
    }

    /**
     * Deletes its data, mails, logs and secrets: all but the unpacked applications and the note of the last build.
     *
     * @throws StackException if it runs
     */
    public void reset() {
        if (isRunning()) {
            throw new StackException("The platform is running: ./alliance down first, then reset clears its data");
        }
        for (String part : List.of("store", "kafka", "mail", "logs", "run", "secrets", "clock")) {
            Path path = options.data.resolve(part);
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

    /** Starts one that was stopped or killed, and returns when it is ready. */
    public void start(String name) {
        startUnlocked(Set.of(name), line -> {});
    }

    /** Stops everything, those that depend on others first. Nothing happens if nothing runs. */
    public void stop(Consumer<String> progress) {
        try (Lock lock = lock()) {
            stop(topology.programsOfEveryForm(), progress);
        }
    }

    /** For Ctrl-C: stops what this object started, even while it is still starting. It cannot be started again. */
    public void close() {
        closing = true;
        stop(
                topology.programs().stream()
                        .filter(program -> startedHere.contains(program.name()))
                        .toList(),
                line -> {});
    }

    /** Stops one in good order (SIGTERM), by force if it takes longer than 20 s. */
    public void stop(String name) {
        stop(List.of(program(name)), line -> {});
    }

    /** kill -9, and returns when the process is gone. */
    public void kill(String name) {
        if (!killIfRunning(program(name))) {
            throw new StackException(name + " is not running: it cannot be killed");
        }
    }

    /** Stops it if it runs, starts it, and returns when it is ready. */
    public void restart(String name) {
        stop(name);
        start(name);
    }

    /** Every process of the platform, running or not. */
    public List<Status> status() {
        return topology.programs().stream().map(this::status).toList();
    }

    public boolean isRunning() {
        return topology.programsOfEveryForm().stream().anyMatch(this::isRunning);
    }

    public boolean isRunning(String name) {
        return isRunning(program(name));
    }

    /** Names of all processes, in the order in which they start. */
    public Set<String> programs() {
        return topology.programs().stream()
                .map(Program::name)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /** Names of those that are services of the platform, not what they stand on. */
    public Set<String> services() {
        return topology.programs().stream()
                .filter(program -> !program.isBackbone())
                .map(Program::name)
                .collect(Collectors.toCollection(java.util.LinkedHashSet::new));
    }

    /** The public address of the platform, without a slash at its end. */
    public String gateway() {
        return topology.publicAddress();
    }

    /** A service's own address, without a slash at its end. */
    public String address(String service) {
        return topology.http(program(service).ports().getFirst());
    }

    /** Address of the page that shows caught mail, without a slash at its end. */
    public String caughtMail() {
        return topology.http(Topology.MAIL_PAGE);
    }

    /** What was built of a service, unpacked: {@code java -jar} starts it quickly, in whatever environment. */
    public Path unpacked(String service) {
        return apps.unpacked(program(service)).jar();
    }

    /** Port at which mail that comes back is handed over by SMTP: bounces, complaints, answers by calendar. */
    public int mailIntake() {
        return topology.port(Topology.MAILBOX);
    }

    /** Connection string of the store, without a database; somebody else's where {@code ALLIANCE_MONGODB_URI} names one. */
    public String mongoUri() {
        return topology.mongoUri();
    }

    /** Bootstrap servers of the broker; somebody else's where {@code ALLIANCE_KAFKA} names them. */
    public String kafka() {
        return topology.kafka();
    }

    /** A bearer token of somebody with this role ({@code treasurer} ...), from the identity service. */
    public String token(String role) {
        return new Tokens(gateway(), secrets).forRole(role);
    }

    /** The operator's command: a Chair while there is none, a second officer while the Chair is alone. */
    public void appointFirst(FirstOfficers.Officer officer) {
        new FirstOfficers(address("membership"), secrets).appoint(officer);
    }

    public DomainClock clock() {
        return clock;
    }

    public Secrets secrets() {
        return secrets;
    }

    public Path data() {
        return options.data;
    }

    public Path log(String name) {
        return launcher.log(program(name).name()).toPath();
    }

    private void startUnlocked(Set<String> names, Consumer<String> progress) {
        List<Program> wanted = withPrerequisites(names);
        wanted.removeIf(program -> !names.contains(program.name()) && isRunning(program));
        refuseIfRunning(wanted);
        refuseIfNotBuilt(wanted);
        refuseIfPortTaken(wanted);
        prepareFolders();
        List<Program> launched = new ArrayList<>();
        try {
            startInOrder(wanted, launched, progress);
        } catch (RuntimeException failed) {
            // by force: there is nothing to finish, and a process in training would write its cache first
            launched.forEach(this::killIfRunning);
            throw failed;
        }
    }

    private void startInOrder(List<Program> wanted, List<Program> launched, Consumer<String> progress) {
        // as many starting at once as keep the cores busy; more only makes all of them late
        int atOnce = Math.max(2, Runtime.getRuntime().availableProcessors() + 1);
        List<Program> waiting = new ArrayList<>(wanted);
        Map<Program, Starting> starting = new HashMap<>();
        Set<String> pending = new HashSet<>(wanted.stream().map(Program::name).toList());
        while (!waiting.isEmpty() || !starting.isEmpty()) {
            if (closing) {
                throw new StackException("stopped while starting");
            }
            for (Program program : List.copyOf(waiting)) {
                if (starting.size() < atOnce && program.after().stream().noneMatch(pending::contains)) {
                    waiting.remove(program);
                    launched.add(program);
                    starting.put(program, launch(program));
                }
            }
            starting.entrySet().removeIf(entry -> {
                if (!isReady(entry.getKey(), entry.getValue())) {
                    return false;
                }
                pending.remove(entry.getKey().name());
                progress.accept("%-13s ready after %4.1f s"
                        .formatted(entry.getKey().name(), entry.getValue().seconds()));
                return true;
            });
            pause();
        }
    }

    private record Starting(ProcessHandle process, Instant since) {
        double seconds() {
            return Duration.between(since, Instant.now()).toMillis() / 1000.0;
        }
    }

    private Starting launch(Program program) {
        delete(Readiness.file(run, program.name()));
        Instant since = Instant.now();
        ProcessHandle process = launcher.launch(program);
        pidFile(program).write(process);
        startedHere.add(program.name());
        return new Starting(process, since);
    }

    private boolean isReady(Program program, Starting starting) {
        try {
            if (readiness.isReady(program)) {
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted while " + program.name() + " started", e);
        }
        if (!starting.process().isAlive()) {
            throw new StackException(
                    program.name() + " ended while starting: see " + launcher.log(program.name()) + lastError(program));
        }
        if (starting.seconds() > READY_WITHIN.toSeconds()) {
            throw new StackException(program.name() + " was not ready after " + READY_WITHIN.toSeconds() + " s: see "
                    + launcher.log(program.name()));
        }
        return false;
    }

    private String lastError(Program program) {
        try {
            List<String> lines = Files.readAllLines(launcher.log(program.name()).toPath());
            return lines.reversed().stream()
                    .limit(200)
                    .filter(line -> line.contains("Caused by") || line.contains("ERROR") || line.contains("Error:"))
                    .findFirst()
                    .map(line -> " (" + line.strip() + ")")
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private boolean killIfRunning(Program program) {
        Optional<ProcessHandle> running = pidFile(program).running();
        running.ifPresent(process -> {
            process.destroyForcibly();
            if (!awaitExit(process, Duration.ofSeconds(30))) {
                throw new StackException(program.name() + " (pid " + process.pid() + ") survived kill -9");
            }
        });
        pidFile(program).forget();
        return running.isPresent();
    }

    private void stop(List<Program> programs, Consumer<String> progress) {
        List<Program> services = new ArrayList<>();
        List<Program> backbone = new ArrayList<>();
        for (Program program : programs) {
            (program.isBackbone() ? backbone : services).add(program);
        }
        stopTogether(services, progress); // first, so that their last events still leave
        stopTogether(backbone, progress);
    }

    private void stopTogether(List<Program> programs, Consumer<String> progress) {
        Map<Program, ProcessHandle> running = new java.util.LinkedHashMap<>();
        for (Program program : programs) {
            pidFile(program).running().ifPresent(process -> running.put(program, process));
        }
        running.values().forEach(ProcessHandle::destroy);
        // writing the AOT caches of all services on two cores takes longer than stopping them
        Duration patience = options.trainCaches ? STOP_WITHIN.plusSeconds(120) : STOP_WITHIN;
        Instant deadline = Instant.now().plus(patience);
        running.forEach((program, process) -> {
            Duration left = Duration.between(Instant.now(), deadline);
            if (!awaitExit(process, left.isNegative() ? Duration.ZERO : left)) {
                progress.accept(program.name() + " did not stop in " + patience.toSeconds() + " s: killed");
                process.destroyForcibly();
                awaitExit(process, Duration.ofSeconds(10));
            } else {
                if (options.trainCaches && apps.isBuilt(program)) {
                    launcher.adoptCache(program);
                }
                progress.accept(program.name() + " stopped");
            }
        });
        for (Program program : programs) {
            if (!isRunning(program)) {
                pidFile(program).forget();
                delete(Readiness.file(run, program.name()));
            }
        }
    }

    private static boolean awaitExit(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Program> withPrerequisites(Set<String> names) {
        Set<String> needed = new HashSet<>();
        names.forEach(name -> collect(program(name), needed));
        return new ArrayList<>(topology.programs().stream()
                .filter(program -> needed.contains(program.name()))
                .toList());
    }

    private void collect(Program program, Set<String> needed) {
        if (needed.add(program.name())) {
            program.after().forEach(name -> collect(program(name), needed));
        }
    }

    private void refuseIfRunning(List<Program> wanted) {
        List<String> running =
                wanted.stream().filter(this::isRunning).map(Program::name).toList();
        if (!running.isEmpty()) {
            throw new StackException("Already running: " + String.join(", ", running)
                    + ". See ./alliance status; ./alliance down stops the platform.");
        }
    }

    private void refuseIfNotBuilt(List<Program> wanted) {
        List<String> missing = wanted.stream()
                .filter(program -> !apps.isBuilt(program))
                .map(Program::module)
                .distinct()
                .toList();
        if (!missing.isEmpty()) {
            throw new StackException("Not built (no jar in target): " + String.join(", ", missing)
                    + ". Build with: mvn -DskipTests package");
        }
    }

    private void refuseIfPortTaken(List<Program> wanted) {
        for (Program program : wanted) {
            for (int offset : program.ports()) {
                int port = topology.port(offset);
                if (!Ports.isFree(port)) {
                    throw new StackException("Port " + port + " (for " + program.name()
                            + ") is taken: stop what uses it, or choose another block of ports with"
                            + " --port-base, for example --port-base " + (options.portBase + 1000));
                }
            }
        }
    }

    private void prepareFolders() {
        try {
            Files.createDirectories(run);
            Files.createDirectories(options.data.resolve("logs"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        AtomicFiles.write(run.resolve("port-base"), Integer.toString(options.portBase));
        secrets.generateMissing();
    }

    private Status status(Program program) {
        Optional<ProcessHandle> process = pidFile(program).running();
        boolean ready = false;
        try {
            ready = process.isPresent() && readiness.isReady(program);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new Status(
                program.name(),
                process.isPresent(),
                ready,
                process.map(ProcessHandle::pid).orElse(0L),
                topology.port(program.ports().getFirst()),
                process.map(Stack::residentMb).orElse(0L));
    }

    private static long residentMb(ProcessHandle process) {
        try (var lines = Files.lines(Path.of("/proc/" + process.pid() + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0L);
        } catch (IOException notLinux) {
            return 0;
        }
    }

    private boolean isRunning(Program program) {
        return pidFile(program).running().isPresent();
    }

    private Program program(String name) {
        return topology.find(name)
                .orElseThrow(() -> new StackException(
                        "No such service: " + name + ". There are: " + String.join(", ", programs())));
    }

    private PidFile pidFile(Program program) {
        return new PidFile(run.resolve(program.name() + ".pid"));
    }

    private interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    /** Two that start or stop the same stack at once would leave half of it behind. */
    private Lock lock() {
        try {
            Files.createDirectories(run);
            FileChannel channel =
                    FileChannel.open(run.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock held = null;
            try {
                held = channel.tryLock();
            } catch (OverlappingFileLockException inThisProcess) {
                // told below
            }
            if (held == null) {
                channel.close();
                throw new StackException("The platform is being started or stopped by another command: wait for it");
            }
            return () -> {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackException("interrupted", e);
        }
    }
}
