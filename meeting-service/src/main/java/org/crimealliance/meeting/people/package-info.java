/** What this service knows of members, officers and reports, from membership-service's events. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.people;
