/** Signing in by password or by an e-mailed link, and the session that follows. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.identity.login;
