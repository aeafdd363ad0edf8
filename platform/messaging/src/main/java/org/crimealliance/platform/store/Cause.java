package org.crimealliance.platform.store;

import org.bson.Document;
import org.crimealliance.platform.provenance.Provenance;
import org.jspecify.annotations.Nullable;

/** A {@link Provenance} inside a document that is not an aggregate's: whoever goes on with it does so in its name. */
public final class Cause {

    private Cause() {}

    /** Of what is being done now. */
    public static Document now() {
        Provenance provenance = Provenance.current();
        return new Document("actor", provenance.actor()).append("correlationId", provenance.correlationId());
    }

    /** What was kept; {@code otherwise} in documents older than their cause. */
    public static Provenance of(@Nullable Document kept, Provenance otherwise) {
        return kept == null ? otherwise : new Provenance(kept.getString("actor"), kept.getString("correlationId"));
    }
}
