/** Access that was taken back: tokens issued before are refused, in every instance of every service, at once. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.revocation;
