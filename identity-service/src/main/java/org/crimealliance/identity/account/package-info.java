/** Accounts: they follow from offices and memberships, which other services tell of. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.identity.account;
