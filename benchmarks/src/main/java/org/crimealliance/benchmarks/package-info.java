/** How fast and how big the platform is, each figure beside the machine's own in the same run. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.benchmarks;
