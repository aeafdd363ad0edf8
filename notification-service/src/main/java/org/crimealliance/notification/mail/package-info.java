/** The ledger of mails, and the sender that empties it. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.notification.mail;
