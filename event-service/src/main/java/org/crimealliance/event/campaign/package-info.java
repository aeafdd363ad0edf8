/** The reconfirmation campaign: requests, reminders, answers, deadline. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.campaign;
