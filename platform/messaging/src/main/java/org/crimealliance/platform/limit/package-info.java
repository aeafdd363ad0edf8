/** How often something may happen, counted in the store. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.limit;
