/** Who caused a change, and within which command. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.provenance;
