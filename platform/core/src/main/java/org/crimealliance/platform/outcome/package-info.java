/** A business refusal is a value, not an exception. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.outcome;
