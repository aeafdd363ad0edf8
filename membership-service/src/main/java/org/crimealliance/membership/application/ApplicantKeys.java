package org.crimealliance.membership.application;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import java.util.List;
import org.bson.Document;
import org.crimealliance.membership.member.Application.Suspicion;
import org.crimealliance.membership.member.FoldedName;
import org.crimealliance.membership.member.Profile;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/**
 * Who applied, or is registered, under which key: the number in the country's register, and the folded name with the
 * country. The document's id is the key, so that two at once are seen by the later one.
 */
@Component
public final class ApplicantKeys {

    private static final String COLLECTION = "applicantKeys";
    /** Of so many it is told that they have the same key; more would tell nobody more, and fill the document. */
    static final int KEPT = 20;

    private final MongoTemplate mongo;

    ApplicantKeys(MongoTemplate mongo) {
        this.mongo = mongo;
    }

    /** Claims the keys of this applicant; tells who had them before. */
    public @Nullable Suspicion claim(String membershipId, Profile profile) {
        Suspicion found = null;
        String registryNumber = profile.registryNumber();
        if (registryNumber != null && !FoldedName.of(registryNumber).isEmpty()) {
            List<String> others =
                    others("registry:" + profile.country() + ":" + FoldedName.of(registryNumber), membershipId);
            if (!others.isEmpty()) {
                found = new Suspicion("same-registry-number", others);
            }
        }
        List<String> namesakes =
                others("name:" + profile.country() + ":" + FoldedName.of(profile.name()), membershipId);
        if (found == null && !namesakes.isEmpty()) {
            found = new Suspicion("same-name-and-country", namesakes);
        }
        return found;
    }

    /** Those of the first holders that came before; who came later than all of them is not kept, and sees them all. */
    private List<String> others(String key, String membershipId) {
        try {
            holders()
                    .updateOne(
                            Filters.and(Filters.eq("_id", key), Filters.exists("membershipIds." + (KEPT - 1), false)),
                            Updates.addToSet("membershipIds", membershipId),
                            new UpdateOptions().upsert(true));
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            // it is there, and full or made at this moment by somebody else: then once more
            holders()
                    .updateOne(
                            Filters.and(Filters.eq("_id", key), Filters.exists("membershipIds." + (KEPT - 1), false)),
                            Updates.addToSet("membershipIds", membershipId));
        }
        Document known = holders().find(Filters.eq("_id", key)).first();
        return known == null
                ? List.of()
                : known.getList("membershipIds", String.class, List.of()).stream()
                        .limit(KEPT)
                        .takeWhile(holder -> !holder.equals(membershipId))
                        .toList();
    }

    private MongoCollection<Document> holders() {
        return mongo.getCollection(COLLECTION);
    }
}
