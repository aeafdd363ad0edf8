package org.crimealliance.event.link;

import com.mongodb.client.model.Filters;
import java.util.Optional;
import org.crimealliance.platform.link.PersonalLinks;
import org.crimealliance.platform.seal.LinkSealer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Sort.Direction;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.stereotype.Component;

/** The personal links of organisers and participants; how long one works is its purpose's matter. */
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

    private static final String LINKS = "links";

    private final PersonalLinks links;
    private final MongoTemplate mongo;

    CongressLinks(
            MongoTemplate mongo,
            @Value("${alliance.link-secret}") String secret,
            LinkSealer sealer,
            @Value("${alliance.gateway}") String gateway) {
        this.mongo = mongo;
        this.links = new PersonalLinks(mongo, secret, sealer, gateway, LINKS, "scope", "subject");
    }

    @EventListener(ApplicationReadyEvent.class)
    void declareIndex() {
        mongo.indexOps(LINKS).createIndex(new Index("purpose", Direction.ASC));
    }

    /** Its address, sealed; {@code purpose} is {@code reconfirm}, {@code register}, {@code seat-offer} or {@code proposal}. */
    public String issue(String purpose, String scope, String subject) {
        return links.issue(purpose, scope, subject);
    }

    /** What the token stands for; empty alike whatever is wrong with it. */
    public Optional<Link> find(String purpose, String token) {
        return links.find(purpose, token).map(found -> new Link(found.get(0), found.get(1)));
    }

    /** Of this purpose, those whose scope is less: for scopes that sort, as days do. */
    public void forget(String purpose, String scope) {
        mongo.getCollection(LINKS).deleteMany(Filters.and(Filters.eq("purpose", purpose), Filters.lt("scope", scope)));
    }
}
