/** Passkeys (WebAuthn): adding them, signing in by them, taking them away. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.identity.passkey;
