/** Whether the contracts agree with each other, and with what was released. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.contracts;
