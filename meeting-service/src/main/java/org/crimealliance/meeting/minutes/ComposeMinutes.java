package org.crimealliance.meeting.minutes;

import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.crimealliance.meeting.action.ActionItem;
import org.crimealliance.meeting.action.ActionItems;
import org.crimealliance.meeting.agenda.Agendas;
import org.crimealliance.meeting.agenda.Item;
import org.crimealliance.meeting.attendance.Attendances;
import org.crimealliance.meeting.attendance.Attendee;
import org.crimealliance.meeting.ballot.BallotRecord;
import org.crimealliance.meeting.meeting.Meeting;
import org.crimealliance.meeting.meeting.Meetings;
import org.crimealliance.meeting.meeting.Numbering;
import org.crimealliance.meeting.meeting.Schedule;
import org.crimealliance.meeting.minutes.MinutesDocument.Chapter;
import org.crimealliance.meeting.minutes.MinutesDocument.Group;
import org.crimealliance.meeting.minutes.MinutesDocument.Line;
import org.crimealliance.meeting.minutes.MinutesDocument.Report;
import org.crimealliance.meeting.minutes.MinutesDocument.Speech;
import org.crimealliance.meeting.people.People;
import org.crimealliance.meeting.people.TreasurerReport;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts minutes together: what was written, and what the service knows of the meeting. */
@Component
class ComposeMinutes {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("O", Locale.ENGLISH);

    private final Meetings meetings;
    private final Numbering numbering;
    private final Agendas agendas;
    private final Attendances attendances;
    private final BallotRecord ballots;
    private final People people;
    private final ActionItems actions;

    ComposeMinutes(
            Meetings meetings,
            Numbering numbering,
            Agendas agendas,
            Attendances attendances,
            BallotRecord ballots,
            People people,
            ActionItems actions) {
        this.meetings = meetings;
        this.numbering = numbering;
        this.agendas = agendas;
        this.attendances = attendances;
        this.ballots = ballots;
        this.people = people;
        this.actions = actions;
    }

    MinutesDocument compose(Meeting meeting, Content content) {
        String id = meeting.details().meetingId();
        List<Item> items = agendas.items(id);
        List<Attendee> attendees = attendances.list(id);
        return new MinutesDocument(
                meeting.details().title(),
                numbering.label(meeting),
                meeting.details().place().text(),
                when(meeting.details().schedule()),
                groups(attendees, Attendee.Status.PRESENT),
                groups(attendees, Attendee.Status.APOLOGY),
                items.stream().map(Item::title).toList(),
                chapters(items, content, ballots.of(id)),
                people.reportFor(id).map(ComposeMinutes::report).orElse(null),
                content.tourDeTable().stream()
                        .map(said -> new Speech(said.name() + " (" + said.affiliation() + ")", said.text()))
                        .toList(),
                actions.of(meeting).stream().map(ComposeMinutes::action).toList(),
                next(meeting, content.nextMeetingId()).map(this::nextLine).orElse(null));
    }

    /** {@code 7 December 2020, 15:30-17:00 (Europe/Vienna, GMT+1)}. */
    static String when(Schedule schedule) {
        ZonedDateTime start = schedule.startIn(schedule.zone());
        ZonedDateTime end = schedule.endIn(schedule.zone());
        String until = start.toLocalDate().equals(end.toLocalDate())
                ? TIME.format(end)
                : DAY.format(end) + ", " + TIME.format(end);
        return "%s, %s\u2013%s (%s, %s)"
                .formatted(DAY.format(start), TIME.format(start), until, schedule.zone(), OFFSET.format(start));
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    private Optional<Meeting> next(Meeting meeting, @Nullable String named) {
        if (named != null) {
            return meetings.find(named);
        }
        return meetings.openOf(meeting.details().series().seriesId()).stream()
                .filter(other -> other.details()
                        .schedule()
                        .start()
                        .isAfter(meeting.details().schedule().start()))
                .findFirst();
    }

    private String nextLine(Meeting next) {
        String line = "%s %s: %s, %s"
                .formatted(
                        next.details().title(),
                        numbering.label(next),
                        when(next.details().schedule()),
                        next.details().place().text());
        return next instanceof Meeting.Tentative ? line + " (tentative)" : line;
    }

    private static List<Group> groups(List<Attendee> attendees, Attendee.Status status) {
        Map<String, List<String>> names = new LinkedHashMap<>();
        attendees.stream()
                .filter(attendee -> attendee.status() == status)
                .forEach(attendee -> names.computeIfAbsent(attendee.affiliation(), a -> new ArrayList<>())
                        .add(named(attendee)));
        return names.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    /** "A. Person, Board member": an office stands in words, any other role as it was noted. */
    private static String named(Attendee attendee) {
        String role = attendee.role();
        return role == null
                ? attendee.name()
                : attendee.name() + ", "
                        + switch (role) {
                            case "chair" -> "Chair";
                            case "vice-chair" -> "Vice-Chair";
                            case "treasurer" -> "Treasurer";
                            case "secretary" -> "Secretary";
                            case "board" -> "Board member";
                            case "auditor" -> "Auditor";
                            default -> role;
                        };
    }

    private static List<Chapter> chapters(List<Item> items, Content content, List<BallotRecord.Line> decisions) {
        return items.stream()
                .map(item -> new Chapter(
                        item.title(),
                        content.sections().stream()
                                .filter(section -> section.itemId().equals(item.itemId()))
                                .map(section -> new Speech(section.speaker(), section.text()))
                                .toList(),
                        decisions.stream()
                                .filter(line -> line.itemId().equals(item.itemId()))
                                .map(BallotRecord.Line::text)
                                .toList()))
                .filter(chapter ->
                        !chapter.speeches().isEmpty() || !chapter.decisions().isEmpty())
                .toList();
    }

    private static String action(ActionItem item) {
        return "%s (%s, until %s%s)"
                .formatted(item.text(), item.owner(), day(item.due()), item.isOpen() ? "" : ", done");
    }

    private static Report report(TreasurerReport report) {
        TreasurerReport.Figures figures = report.figures();
        List<Line> lines = new ArrayList<>(List.of(
                new Line("Ordinary members", number(figures.members().ordinary())),
                new Line("Extraordinary members", number(figures.members().extraordinary())),
                new Line("Individual members", number(figures.members().individual())),
                new Line("Honorary members", number(figures.members().honorary())),
                new Line("Applications received", number(figures.applicationsReceived())),
                new Line("Applications waiting for the Board", number(figures.applicationsWaiting()))));
        TreasurerReport.Invoices invoices = figures.invoices();
        if (invoices != null) {
            lines.add(new Line("Invoices issued for " + invoices.feeYear(), number(invoices.issued())));
            if (invoices.issuedTotal() != null) {
                lines.add(new Line(
                        "Total of these invoices", invoices.issuedTotal().toString()));
            }
            lines.add(new Line("Invoices paid", number(invoices.paid())));
            lines.add(new Line("Invoices open", number(invoices.open())));
            lines.add(new Line("Invoices overdue", number(invoices.overdue())));
        }
        return new Report("Treasurer's figures as of " + day(report.asOf()), lines);
    }

    private static String number(int count) {
        return Integer.toString(count);
    }
}
