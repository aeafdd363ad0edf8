/** Ancillary meetings: import of earlier applications, proposals, acceptance, edits. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.ancillary;
