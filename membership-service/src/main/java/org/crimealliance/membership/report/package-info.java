/** The treasurer's figures as of any date. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.report;
