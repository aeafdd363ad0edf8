/** One look at a congress from the accepted meetings to the participants. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.funnel;
