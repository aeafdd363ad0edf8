/** The membership service: who belongs to the Alliance, and what they owe. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership;
