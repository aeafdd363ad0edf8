/** What happens when, as iCalendar text, for mails and feeds. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.calendar;
