package org.crimealliance.portal.gateway;

import org.jspecify.annotations.Nullable;

/** Where the gateway's client finds the caller's token. */
public interface BearerToken {

    /** The signed-in reader's token; null on public pages. */
    @Nullable
    String current();
}
