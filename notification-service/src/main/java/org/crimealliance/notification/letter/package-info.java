/** What is written to whom because of which fact. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.notification.letter;
