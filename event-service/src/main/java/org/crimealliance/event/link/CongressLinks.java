package org.crimealliance.event.link;

import java.util.Optional;
import org.crimealliance.platform.link.PersonalLinks;
import org.crimealliance.platform.seal.LinkSealer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** The personal links of organisers and participants; they work until the campaign's deadline, or an offer's expiry. */
@Component
public class CongressLinks {

    /**
     * What a link stands for.
     *
     * @param scope what it is bound to beside its subject (a campaign, a round)
     */
    public record Link(String scope, String subject) {

        /** What a refused token leads to: nothing, by the same look-ups. */
        public static final Link NOBODY = new Link(PersonalLinks.NOBODY, PersonalLinks.NOBODY);
    }

    private final PersonalLinks links;

    CongressLinks(
            MongoTemplate mongo,
            @Value("${alliance.link-secret}") String secret,
            LinkSealer sealer,
            @Value("${alliance.gateway}") String gateway) {
        this.links = new PersonalLinks(mongo, secret, sealer, gateway, "links", "scope", "subject");
    }

    /** Its address, sealed; {@code purpose} is {@code reconfirm}, {@code register} or {@code seat-offer}. */
    public String issue(String purpose, String scope, String subject) {
        return links.issue(purpose, scope, subject);
    }

    /** What the token stands for; empty alike whatever is wrong with it. */
    public Optional<Link> find(String purpose, String token) {
        return links.find(purpose, token).map(found -> new Link(found.get(0), found.get(1)));
    }
}
