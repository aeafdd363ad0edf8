/** The authorization server: clients, keys, stored authorizations, what a token says, and who may call what. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.identity.token;
