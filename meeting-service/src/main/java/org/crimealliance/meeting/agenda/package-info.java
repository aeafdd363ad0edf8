/** What a meeting deals with, and the topics that come onto an agenda by themselves. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.meeting.agenda;
