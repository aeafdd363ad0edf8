package org.crimealliance.stack.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/** What the demo and the system tests ask of a platform that runs: where its parts are, its clock, and to hurt it. */
public interface RunningPlatform {

    /** The one door, {@code http://127.0.0.1:8400}. */
    URI gateway();

    /** The page of caught mail, {@code http://127.0.0.1:8407}. */
    URI caughtMail();

    /** host:port of the broker. */
    String kafka();

    /** Connection string of the store, without a database. */
    String store();

    /** The folder with the secrets that were made for this stack. */
    Path secrets();

    /** Domain time. */
    Instant now();

    /** Moves domain time; it runs on from there. */
    void setClock(Instant to);

    /** {@code kill -9}; the supervisor starts the service again. Returns when the process is dead. */
    void kill(String service);

    /** Whether the service answers that it is ready. */
    boolean isReady(String service);
}
