package org.crimealliance.portal.member;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.crimealliance.portal.frame.HeldUpload;
import org.crimealliance.portal.frame.Imported;
import org.crimealliance.portal.gateway.Address;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Members and applications, as membership-service tells of them. */
@Component
public class MembersClient {

    private static final String API = "/api/membership";

    public record Contact(
            @Nullable String name,
            @Nullable String email,
            @Nullable String language) {}

    public record Postal(
            @Nullable String street,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable String country) {}

    /** One fact of a membership's history. */
    public record Fact(
            @Nullable Instant at,
            @Nullable String type,
            @Nullable String what,
            @Nullable String by,
            @Nullable String reason) {

        /** The wire name's last word: {@code membership.member-admitted.v1} is {@code member-admitted}. */
        public String key() {
            String name = type == null ? String.valueOf(what) : type;
            return name.replaceFirst("^\\w+\\.", "").replaceFirst("\\.v\\d+$", "");
        }
    }

    /** What the Board decided, and where. */
    public record Decision(
            @Nullable String decisionId,
            @Nullable String meetingId,
            @Nullable String meetingTitle,
            @Nullable LocalDate on) {}

    public record Member(
            String membershipId,
            @Nullable String memberNumber,
            @Nullable String reference,
            @Nullable String category,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String country,
            @Nullable String state,
            @Nullable String registryNumber,
            @Nullable String heardFrom,
            @Nullable String street,
            @Nullable String postalCode,
            @Nullable String city,
            @Nullable Postal address,
            @Nullable String contactName,
            @Nullable String contactEmail,
            @Nullable Contact contact,
            @Nullable LocalDate memberSince,
            @Nullable LocalDate admittedOn,
            @Nullable Instant submittedAt,
            @Nullable LocalDate lastDay,
            @Nullable JsonNode flaggedAs,
            @Nullable Decision decision,
            @Nullable List<Decision> deferrals,
            @Nullable List<Fact> history) {

        public String person() {
            return contactName != null ? contactName : contact == null || contact.name() == null ? "" : contact.name();
        }

        public String mail() {
            return contactEmail != null
                    ? contactEmail
                    : contact == null || contact.email() == null ? "" : contact.email();
        }

        public List<String> lines() {
            Postal postal = address == null ? new Postal(street, postalCode, city, country) : address;
            String town = (nothing(postal.postalCode()) + " " + nothing(postal.city())).strip();
            return java.util.stream.Stream.of(nothing(postal.street()), town)
                    .filter(line -> !line.isEmpty())
                    .toList();
        }

        public @Nullable LocalDate since() {
            return memberSince != null ? memberSince : admittedOn;
        }

        /** Why it may be a second application of somebody who is known. */
        public String suspicion() {
            if (flaggedAs == null) {
                return "";
            }
            return flaggedAs.isString()
                    ? flaggedAs.asString()
                    : flaggedAs.path("reason").asString(flaggedAs.toString());
        }

        public List<Decision> deferred() {
            return deferrals == null ? List.of() : deferrals;
        }

        public List<Fact> facts() {
            return history == null ? List.of() : history;
        }

        private static String nothing(@Nullable String text) {
            return text == null ? "" : text;
        }
    }

    public record Counts(@Nullable LocalDate asOf, int ordinary, int extraordinary, int individual, int honorary) {

        public int all() {
            return ordinary + extraordinary + individual + honorary;
        }
    }

    public record Summary(
            int received,
            @Nullable Map<String, Integer> bySource,
            @Nullable Map<String, Integer> byCategory) {}

    /** What an applicant sends. */
    public record Apply(
            String category,
            String kind,
            String name,
            String country,
            @Nullable String registryNumber,
            String contactName,
            String contactEmail,
            String street,
            String postalCode,
            String city,
            String heardFrom,
            @Nullable String language) {}

    public record Applied(
            @Nullable String membershipId, @Nullable String reference) {}

    private record Reason(String reason) {}

    private final Gateway gateway;

    MembersClient(Gateway gateway) {
        this.gateway = gateway;
    }

    public Page<Member> members(Filter filter, int limit) {
        return gateway.list(address(filter).with("after", filter.after()).with("limit", limit), Member.class);
    }

    List<Member> allMembers(Filter filter) {
        return gateway.all(() -> address(filter), Member.class, 20_000);
    }

    /** What the list is narrowed to. */
    public record Filter(
            @Nullable String category,
            @Nullable String state,
            @Nullable String q,
            @Nullable String after) {

        public static final Filter NONE = new Filter(null, null, null, null);
    }

    private static Address address(Filter filter) {
        return Address.of(API + "/members")
                .with("category", filter.category())
                .with("state", filter.state())
                .with("q", filter.q());
    }

    Member member(String id) {
        return gateway.get(Address.of(API + "/members/{id}", id), Member.class);
    }

    public Counts counts(@Nullable LocalDate asOf) {
        return gateway.get(Address.of(API + "/members/counts").with("asOf", asOf), Counts.class);
    }

    public Page<Member> applications(@Nullable String state) {
        return gateway.list(Address.of(API + "/applications").with("state", state), Member.class);
    }

    Member application(String id) {
        return gateway.get(Address.of(API + "/applications/{id}", id), Member.class);
    }

    void withdraw(String id, String reason) {
        gateway.post(Address.of(API + "/applications/{id}/withdrawal", id), new Reason(reason));
    }

    Summary summary(LocalDate from, LocalDate to) {
        return gateway.get(
                Address.of(API + "/applications/summary").with("from", from).with("to", to), Summary.class);
    }

    /** Public: sent without anybody's token. */
    /** A form that waits for the holder of a link. */
    public record AskedApplication(
            String membershipId,
            @Nullable String name,
            @Nullable String category) {}

    private record ConfirmApplication(String membershipId) {}

    public Page<AskedApplication> askedApplications(String token, @Nullable String after) {
        return gateway.as(
                null,
                () -> gateway.list(
                        Address.of(API + "/application-confirmations/{token}", token)
                                .with("after", after),
                        AskedApplication.class));
    }

    public void confirmApplication(String token, String membershipId) {
        gateway.as(null, () -> {
            gateway.post(
                    Address.of(API + "/application-confirmations/{token}", token),
                    new ConfirmApplication(membershipId));
            return true;
        });
    }

    Applied apply(Apply application) {
        return gateway.as(null, () -> gateway.post(Address.of(API + "/applications"), application, Applied.class));
    }

    Imported importRegister(HeldUpload file, boolean preview) {
        return gateway.upload(
                Address.of(API + "/register-imports").with("preview", preview),
                file.content(),
                file.sum(),
                Imported.class);
    }
}
