/** December 2020, played end to end through the platform's public API. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.stack.demo;
