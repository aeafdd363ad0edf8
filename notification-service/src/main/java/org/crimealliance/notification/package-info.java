/** Mails what the other services tell, each mail once. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.notification;
