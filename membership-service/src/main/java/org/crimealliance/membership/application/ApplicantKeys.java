package org.crimealliance.membership.application;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
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

    private List<String> others(String key, String membershipId) {
        Document holders = mongo.getCollection(COLLECTION)
                .findOneAndUpdate(
                        Filters.eq("_id", key),
                        Updates.addToSet("membershipIds", membershipId),
                        new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
        return holders == null
                ? List.of()
                : holders.getList("membershipIds", String.class, List.of()).stream()
                        .takeWhile(holder -> !holder.equals(membershipId))
                        .toList();
    }
}
