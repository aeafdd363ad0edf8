/** Fee schedules, the invoice run, invoices. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.fee;
