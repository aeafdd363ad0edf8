/** Work that goes on by itself: sweeps, and leases so that one instance at a time is at it. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.work;
