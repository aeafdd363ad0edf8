/** What somebody undertook to do, carried from meeting to meeting until it is done. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.action;
