/** Participants: registration, seats on site and online, waiting list. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.registration;
