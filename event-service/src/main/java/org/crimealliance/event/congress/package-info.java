/** The congress and its grid of slots, rooms and channels. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.congress;
