/** How the service's MongoDB database is used: conversions, and the one way to write an aggregate. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.store;
