/** Facts arrive: subscriptions, guards against repetition, dead letters and what waits behind them. */
@org.jspecify.annotations.NullMarked
package org.crimealliance.platform.inbox;
