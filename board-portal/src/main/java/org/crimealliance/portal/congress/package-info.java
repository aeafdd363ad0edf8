/** The Congress: import, reconfirmation, selection, schedule, programme, registrations. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.congress;
