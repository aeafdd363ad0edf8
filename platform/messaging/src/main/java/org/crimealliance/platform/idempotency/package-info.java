/** A command that is sent twice with the same key is carried out once. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.idempotency;
