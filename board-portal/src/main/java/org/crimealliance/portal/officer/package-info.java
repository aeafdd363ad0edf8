/** Officers: appointed, and ended. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.portal.officer;
