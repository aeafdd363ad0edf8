/** How a service starts where its servers may not be ready yet. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.start;
