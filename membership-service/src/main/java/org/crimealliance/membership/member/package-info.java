/** The aggregate Membership: its states, its transitions and the events that tell of them. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.member;
