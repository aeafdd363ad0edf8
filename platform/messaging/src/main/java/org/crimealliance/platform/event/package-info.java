/** What the store, the outbox and the inbox know in common: an event that arrived, and how topics are made. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.event;
