/** Identifiers: time-ordered UUIDs for new things, derived UUIDs for things that must exist once. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.id;
