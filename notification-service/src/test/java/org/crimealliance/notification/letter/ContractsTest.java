package org.crimealliance.notification.letter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.crimealliance.platform.money.MoneyJson;
import org.crimealliance.platform.testkit.Contracts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Our small records read what the other services have agreed to send. */
class ContractsTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new MoneyJson())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    record Read(String type, Class<?> as) {}

    static List<Read> all() {
        return List.of(
                new Read(
                        "membership.application-confirmation-requested.v1",
                        MembershipLetters.ConfirmationRequested.class),
                new Read("membership.application-submitted.v1", MembershipLetters.Submitted.class),
                new Read("membership.member-admitted.v1", MembershipLetters.Admitted.class),
                new Read("membership.application-rejected.v1", MembershipLetters.Decided.class),
                new Read("membership.application-deferred.v1", MembershipLetters.Decided.class),
                new Read("membership.invoice-issued.v1", MembershipLetters.InvoiceIssued.class),
                new Read("meeting.invitation-extended.v1", MeetingLetters.Invited.class),
                new Read("meeting.meeting-moved.v1", MeetingLetters.Meeting.class),
                new Read("meeting.meeting-cancelled.v1", MeetingLetters.Meeting.class),
                new Read("meeting.minutes-circulated.v1", MeetingLetters.MinutesCirculated.class),
                new Read("event.congress-opened.v1", CongressLetters.CongressOpened.class),
                new Read("event.reconfirmation-requested.v1", CongressLetters.Reconfirmation.class),
                new Read("event.reconfirmation-reminded.v1", CongressLetters.Reconfirmation.class),
                new Read("event.ancillary-meeting-promoted.v1", CongressLetters.Promoted.class),
                new Read("event.programme-published.v1", CongressLetters.ProgrammePublished.class),
                new Read("event.proposal-confirmation-requested.v1", CongressLetters.ProposalRequested.class),
                new Read("event.registration-requested.v1", CongressLetters.RegistrationRequested.class),
                new Read("event.registration-confirmed.v1", CongressLetters.RegistrationConfirmed.class),
                new Read("event.registration-waitlisted.v1", CongressLetters.RegistrationWaitlisted.class),
                new Read("event.registration-offered.v1", CongressLetters.RegistrationOffered.class),
                new Read("identity.login-link-requested.v1", IdentityLetters.LoginLinkRequested.class),
                new Read("identity.passkey-added.v1", IdentityLetters.PasskeyChanged.class),
                new Read("identity.passkey-removed.v1", IdentityLetters.PasskeyChanged.class));
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_example_is_read(Read read) {
        Object fact = JSON.readValue(Contracts.example(read.type()), read.as());
        assertThat(fact).hasNoNullFieldsOrPropertiesExcept("reason", "place", "language", "recovery");
    }
}
