/** Which of the reconfirmed meetings get a place, and why the others do not. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.selection;
