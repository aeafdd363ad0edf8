/** The member register as a CSV file: preview and import. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.register;
