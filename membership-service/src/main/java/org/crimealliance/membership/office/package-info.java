/** Who holds an office, and for how long. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.office;
