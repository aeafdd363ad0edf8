/** For tests only: real servers to talk to, tokens to call with, contracts to compare with. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.testkit;
