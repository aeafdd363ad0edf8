/** Domain time: every moment that a rule speaks of comes from one {@link java.time.Clock}. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.time;
