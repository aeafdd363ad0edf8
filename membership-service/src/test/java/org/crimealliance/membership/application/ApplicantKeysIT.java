package org.crimealliance.membership.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bson.RawBsonDocument;
import org.crimealliance.membership.MembershipTest;
import org.crimealliance.membership.member.Application.Suspicion;
import org.crimealliance.membership.member.Category;
import org.crimealliance.membership.member.Contact;
import org.crimealliance.membership.member.MemberKind;
import org.crimealliance.membership.member.Profile;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Ten thousand apply under one name. */
@MembershipTest
class ApplicantKeysIT {

    @Autowired
    ApplicantKeys keys;

    @Autowired
    MongoTemplate mongo;

    @Test
    void ten_thousand_of_one_name_are_each_told_of_a_few_and_fill_no_document() throws Exception {
        List<Callable<Suspicion>> claims = IntStream.range(0, 10_000)
                .<Callable<Suspicion>>mapToObj(i -> () -> keys.claim("m-" + i, applicant()))
                .toList();
        int first = 0;
        int most = 0;
        try (var many = Executors.newFixedThreadPool(8)) {
            for (Future<Suspicion> claim : many.invokeAll(claims)) {
                Suspicion suspicion = claim.get();
                first += suspicion == null ? 1 : 0;
                most = Math.max(
                        most, suspicion == null ? 0 : suspicion.membershipIds().size());
            }
        }
        assertThat(first).as("one was the first").isEqualTo(1);
        assertThat(most).isEqualTo(ApplicantKeys.KEPT);
        List<Integer> sizes = new ArrayList<>();
        mongo.getDb()
                .getCollection("applicantKeys", RawBsonDocument.class)
                .find()
                .forEach(document -> sizes.add(document.getByteBuffer().remaining()));
        assertThat(sizes).isNotEmpty().allMatch(size -> size < 2_000);

        // who is among them and applies again is told of those before, as the first time
        Suspicion again = keys.claim(kept().get(3), applicant());
        assertThat(again.membershipIds()).isEqualTo(kept().subList(0, 3));
    }

    private List<String> kept() {
        return mongo.getCollection("applicantKeys")
                .find(com.mongodb.client.model.Filters.regex("_id", "^name:AT:ten"))
                .first()
                .getList("membershipIds", String.class);
    }

    private static Profile applicant() {
        return new Profile(
                Category.ORDINARY,
                MemberKind.ORGANISATION,
                "Ten Thousand",
                "AT",
                null,
                "Lindengasse 41",
                "1070",
                "Wien",
                new Contact("A. Muster", "a.muster@example.org", null),
                null);
    }
}
