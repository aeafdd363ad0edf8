package org.crimealliance.benchmarks;

/**
 * What the machine did with nothing of ours in between, in this run.
 *
 * @param insertsPerSecond the bare store's acknowledged inserts, 32 clients
 */
record Yardsticks(double insertsPerSecond) {}
