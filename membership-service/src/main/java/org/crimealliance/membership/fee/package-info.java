/** Fee schedules, and what a member owes for a year. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.fee;
