/** The event service. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event;
