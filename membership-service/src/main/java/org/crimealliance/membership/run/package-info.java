/** The yearly invoice run: previewed, approved, issued, resumed after any crash. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.run;
