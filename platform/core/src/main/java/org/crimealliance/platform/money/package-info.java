/** Money on the wire: exact decimals with their currency. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.money;
