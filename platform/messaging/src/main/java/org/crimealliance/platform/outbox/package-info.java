/** Facts leave the service: the outbox inside the aggregate's document, and the relay that empties it. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.outbox;
