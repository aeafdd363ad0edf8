/** Minutes from the draft to the locked version, as page, PDF and DOCX. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.minutes;
