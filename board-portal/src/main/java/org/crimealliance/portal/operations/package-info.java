/** Mails and events that need a person. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.operations;
