/** Applications for membership: the public form, what waits for the Board, and suspected duplicates. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.application;
