package org.crimealliance.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import org.crimealliance.meeting.agenda.AgendaEvents;
import org.crimealliance.meeting.invitation.Answer;
import org.crimealliance.meeting.invitation.InvitationEvents;
import org.crimealliance.meeting.people.PeopleEvents;
import org.crimealliance.platform.money.MoneyJson;
import org.crimealliance.platform.testkit.Contracts;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** This service reads what membership-service and itself say, by the examples both have agreed on. */
class ContractsTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new MoneyJson()).build();

    @Test
    void members_and_officers_are_read() {
        PeopleEvents.MemberFacts admitted = read("membership.member-admitted.v1", PeopleEvents.MemberFacts.class);
        assertThat(admitted.membershipId()).isNotBlank();
        assertThat(admitted.category()).isEqualTo("ordinary");
        assertThat(admitted.contact().email()).contains("@");
        assertThat(read("membership.member-changed.v1", PeopleEvents.MemberFacts.class)
                        .name())
                .isNotBlank();
        assertThat(read("membership.membership-ended.v1", PeopleEvents.MembershipEnded.class)
                        .membershipId())
                .isNotBlank();
        PeopleEvents.OfficerAppointed officer =
                read("membership.officer-appointed.v1", PeopleEvents.OfficerAppointed.class);
        assertThat(officer.from()).isNotNull();
        assertThat(officer.office()).isEqualTo("treasurer");
        assertThat(read("membership.officer-ended.v1", PeopleEvents.OfficerEnded.class)
                        .endedOn())
                .isNotNull();
    }

    @Test
    void applications_are_read() {
        AgendaEvents.ApplicationSubmitted application =
                read("membership.application-submitted.v1", AgendaEvents.ApplicationSubmitted.class);
        assertThat(application.membershipId()).isNotBlank();
        assertThat(application.name()).isNotBlank();
        assertThat(application.country()).hasSize(2);
        assertThat(read("membership.application-withdrawn.v1", AgendaEvents.ApplicationWithdrawn.class)
                        .membershipId())
                .isNotBlank();
    }

    @Test
    void the_treasurers_report_is_read_with_its_figures() {
        PeopleEvents.ReportPrepared report =
                read("membership.treasurer-report-prepared.v1", PeopleEvents.ReportPrepared.class);
        assertThat(report.figures().members().ordinary()).isEqualTo(56);
        assertThat(report.figures().applicationsReceived()).isEqualTo(7);
        assertThat(report.figures().invoices()).satisfies(invoices -> {
            assertThat(invoices.issued()).isEqualTo(79);
            assertThat(invoices.issuedTotal()).isInstanceOf(Money.class);
        });
    }

    @Test
    void our_own_decisions_are_read() {
        AgendaEvents.DecisionTaken decision = read("meeting.decision-taken.v1", AgendaEvents.DecisionTaken.class);
        assertThat(decision.kind()).isEqualTo(AgendaEvents.DecisionTaken.Kind.ADMIT);
        assertThat(decision.meetingId()).isNotBlank();
    }

    @Test
    void answers_by_calendar_are_read() {
        InvitationEvents.CalendarReplied reply =
                read("notification.calendar-replied.v1", InvitationEvents.CalendarReplied.class);
        assertThat(reply.sequence()).isZero();
        assertThat(reply.uid()).isNotBlank();
        assertThat(reply.answer()).isEqualTo(Answer.YES);
    }

    private static <T> T read(String type, Class<T> as) {
        return JSON.readValue(Contracts.example(type), as);
    }
}
