/** The published programme: immutable versions, their differences, exports. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.event.programme;
