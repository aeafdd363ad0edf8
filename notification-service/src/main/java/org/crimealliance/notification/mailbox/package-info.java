/** What comes back: bounces, complaints, answers by calendar. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.notification.mailbox;
