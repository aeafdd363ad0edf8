package org.crimealliance.platform.store;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/**
 * Runs tasks in an order that a seed decides. Only one task runs at a time; it hands over before every operation on the
 * store and wherever else it says {@link #step}. There it may be told to die: what it had done stays, what it was about to
 * do never happens. So the code under test runs as it is, and every gap between two of its operations is tried.
 */
public final class Interleaving {

    /** The process died. Not an exception: nothing in the code under test may catch it. */
    public static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash", null, false, false);
        }
    }

    /** What a task does; after a crash it is run again from the start. Returns true when it has nothing left to do. */
    @FunctionalInterface
    public interface Task {
        boolean turn() throws Exception;
    }

    private static final ThreadLocal<Runner> CURRENT = new ThreadLocal<>();
    private static final Set<String> OPERATIONS = Set.of(
            "insertOne",
            "updateOne",
            "updateMany",
            "replaceOne",
            "deleteOne",
            "deleteMany",
            "find",
            "findOneAndUpdate",
            "countDocuments");

    private static final Set<String> WRITES =
            Set.of("insertOne", "updateOne", "updateMany", "replaceOne", "deleteOne", "deleteMany", "findOneAndUpdate");

    /** How likely a task goes on rather than another: some mistakes need many turns of one inside one gap of another. */
    private static final double[] STAYS = {0, 0.6, 0.8};

    private final Random random;
    private final double crashes;
    private final double stays;
    private final List<Runner> runners = new ArrayList<>();
    private final Semaphore back = new Semaphore(0);
    private final List<String> trace = new ArrayList<>();
    private Throwable failure;
    private int died;

    public Interleaving(long seed, double crashes) {
        this.random = new Random(seed);
        this.crashes = crashes;
        this.stays = STAYS[Math.floorMod(seed, STAYS.length)];
    }

    public void task(String name, Task task) {
        runners.add(new Runner(name, task));
    }

    /** Until every task has nothing left to do. */
    public void run() {
        runners.forEach(Runner::start);
        List<Runner> alive = new ArrayList<>(runners);
        Runner next = alive.getFirst();
        while (!alive.isEmpty()) {
            if (next.done || random.nextDouble() >= stays) {
                next = alive.get(random.nextInt(alive.size()));
            }
            next.dies = random.nextDouble() < crashes;
            next.go.release();
            back.acquireUninterruptibly();
            alive.removeIf(runner -> runner.done);
            if (failure != null) {
                throw new AssertionError("a task failed", failure);
            }
            if (trace.size() > 200_000) {
                throw new AssertionError("no end: " + trace.subList(trace.size() - 50, trace.size()));
            }
        }
    }

    public int crashed() {
        return died;
    }

    /** What was done, in order; the same for the same seed. */
    public List<String> trace() {
        return trace;
    }

    /** A gap between two steps of the running task. Outside of tasks it is nothing. */
    public static void step(String what) {
        Runner runner = CURRENT.get();
        if (runner != null) {
            runner.handOver(what);
        }
    }

    /** Sees every operation that was done. */
    @FunctionalInterface
    public interface Observer {
        void saw(String operation, Object[] arguments, Object result);
    }

    /** A database whose every operation is a step. */
    public static MongoDatabaseFactory stepping(MongoClient client, String database, Observer observer) {
        return new SimpleMongoClientDatabaseFactory(client, database) {
            @Override
            protected MongoDatabase doGetMongoDatabase(String name) {
                return wrap(MongoDatabase.class, super.doGetMongoDatabase(name), "", observer);
            }
        };
    }

    private static <T> T wrap(Class<T> type, T target, String collection, Observer observer) {
        return type.cast(Proxy.newProxyInstance(
                Interleaving.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    boolean isOperation = target instanceof MongoCollection && OPERATIONS.contains(method.getName());
                    if (isOperation) {
                        step(method.getName() + " " + collection);
                    }
                    Object result;
                    try {
                        result = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (isOperation) {
                        observer.saw(method.getName(), arguments, result);
                        if (WRITES.contains(method.getName())) {
                            step("did " + method.getName() + " " + collection); // done, but nobody may ever know
                        }
                    }
                    return switch (result) {
                        case MongoDatabase database -> wrap(MongoDatabase.class, database, "", observer);
                        case MongoCollection<?> documents ->
                            wrap(
                                    MongoCollection.class,
                                    documents,
                                    documents.getNamespace().getCollectionName(),
                                    observer);
                        case null, default -> result;
                    };
                }));
    }

    private final class Runner {

        private final String name;
        private final Task task;
        private final Semaphore go = new Semaphore(0);
        private volatile boolean dies;
        private volatile boolean done;

        Runner(String name, Task task) {
            this.name = name;
            this.task = task;
        }

        void start() {
            Thread.ofVirtual().name(name).start(() -> {
                CURRENT.set(this);
                go.acquireUninterruptibly();
                try {
                    boolean more = true;
                    while (more) {
                        try {
                            more = !task.turn();
                        } catch (Crash crash) {
                            trace.add(name + " dies");
                            died++;
                        }
                        if (more) {
                            handOverAlive();
                        }
                    }
                } catch (Throwable e) {
                    failure = e;
                } finally {
                    done = true;
                    back.release();
                }
            });
        }

        private void handOverAlive() {
            back.release();
            go.acquireUninterruptibly();
        }

        private void handOver(String what) {
            back.release();
            go.acquireUninterruptibly();
            if (dies) {
                dies = false;
                throw new Crash();
            }
            trace.add(name + " " + what);
        }
    }
}
