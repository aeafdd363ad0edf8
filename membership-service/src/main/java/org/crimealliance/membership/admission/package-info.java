/** From the Board's decision to the member and the first invoice. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.admission;
