package org.crimealliance.meeting.invitation;

import java.util.List;
import java.util.Optional;
import org.crimealliance.platform.link.PersonalLinks;
import org.crimealliance.platform.seal.LinkSealer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** Personal links to answer an invitation. */
@Component
class ReplyLinks {

    static final String PURPOSE = "meeting-reply";

    private final PersonalLinks links;

    ReplyLinks(
            MongoTemplate mongo,
            @Value("${alliance.link-secret}") String secret,
            LinkSealer sealer,
            @Value("${alliance.gateway}") String gateway) {
        this.links = new PersonalLinks(mongo, secret, sealer, gateway, "replyLinks", "invitationId");
    }

    /** Makes the link known and returns its address, sealed. */
    String make(String invitationId) {
        return links.issue(PURPOSE, invitationId);
    }

    /** The invitation that a token is for. */
    Optional<String> invitationOf(String token) {
        return links.find(PURPOSE, token).map(List::getFirst);
    }
}
