/** Invoices: gapless numbers, the hash chain, the document. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.membership.invoice;
