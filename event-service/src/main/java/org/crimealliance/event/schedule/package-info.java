/** Who meets where and when: solver, independent checker, moves, withdrawal and promotion. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.schedule;
