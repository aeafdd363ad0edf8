/** Sends a running service everything that its API document does not ask for, and holds its answers against it. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.testkit.fuzz;
