/** The launcher: starts, watches and stops the whole platform on one machine, without Docker. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.stack;
