/** Personal links: what somebody may do who has no account, by a link that was mailed to them. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.link;
