package org.crimealliance.portal.home;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.crimealliance.portal.congress.CongressClient;
import org.crimealliance.portal.congress.CongressClient.Congress;
import org.crimealliance.portal.congress.CongressClient.Funnel;
import org.crimealliance.portal.fee.FeesClient;
import org.crimealliance.portal.fee.FeesClient.Run;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Gateway;
import org.crimealliance.portal.gateway.Page;
import org.crimealliance.portal.gateway.Part;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.gateway.UnavailableException;
import org.crimealliance.portal.meeting.MeetingsClient;
import org.crimealliance.portal.meeting.MeetingsClient.Meeting;
import org.crimealliance.portal.meeting.MeetingsClient.Search;
import org.crimealliance.portal.meeting.MinutesClient;
import org.crimealliance.portal.meeting.MinutesClient.Minutes;
import org.crimealliance.portal.member.MembersClient;
import org.crimealliance.portal.officer.ConfirmationsClient;
import org.crimealliance.portal.operations.OperationPages;
import org.crimealliance.portal.operations.OperationsClient;
import org.crimealliance.portal.operations.OperationsClient.DeadLetter;
import org.crimealliance.portal.session.CurrentReader;
import org.crimealliance.portal.session.May;
import org.crimealliance.portal.session.Me;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page: for the board what waits for them, then the figures; for everybody else the ways in. */
@Controller
class HomePages {

    /** Something that waits: a message with its number, and where to go. */
    public record Waiting(String key, String count, String detail, String path) {}

    private static final int LOOK_BACK = 3; // meetings whose minutes may still have to go out

    /** The latest congress and how far its meetings have come. */
    public record CongressFigures(Congress congress, Part<Funnel> asked) {

        public @Nullable Funnel funnel() {
            return asked.value();
        }
    }

    private final MembersClient members;
    private final FeesClient fees;
    private final ConfirmationsClient confirmations;
    private final MeetingsClient meetings;
    private final MinutesClient minutes;
    private final CongressClient congress;
    private final OperationsClient operations;
    private final Gateway gateway;
    private final Parts parts;
    private final Show show;
    private final Charts charts;

    HomePages(
            MembersClient members,
            FeesClient fees,
            ConfirmationsClient confirmations,
            MeetingsClient meetings,
            MinutesClient minutes,
            CongressClient congress,
            OperationsClient operations,
            Gateway gateway,
            Parts parts,
            Show show,
            Charts charts) {
        this.members = members;
        this.fees = fees;
        this.confirmations = confirmations;
        this.meetings = meetings;
        this.minutes = minutes;
        this.congress = congress;
        this.operations = operations;
        this.gateway = gateway;
        this.parts = parts;
        this.show = show;
        this.charts = charts;
    }

    @GetMapping("/")
    @PreAuthorize(May.ANYONE)
    String home(Model model) {
        Me me = CurrentReader.me();
        if (me == null || !me.may("READ")) {
            model.addAttribute("congresses", Parts.now(() -> gateway.as(null, congress::congresses)));
            return "welcome";
        }
        Instant now = show.today().atStartOfDay(show.zone()).toInstant();
        var figures = parts.ask(() -> fees.figures(show.today()));
        var applied = parts.ask(() -> members.applications("applied"));
        var runs = parts.ask(fees::runs);
        var toConfirm = may(me, "CONFIRMATIONS", this::toConfirm);
        var own = may(me, "CONFIRMATIONS", confirmations::own);
        var next = parts.ask(() -> meetings.meetings(new Search(now, null, null, null)).items().stream()
                .filter(Meeting::ahead)
                .sorted(java.util.Comparator.comparing(
                        Meeting::start, java.util.Comparator.nullsLast(java.util.Comparator.naturalOrder())))
                .limit(4)
                .toList());
        var toSend = may(me, "MEETINGS", this::minutesToSend);
        var unfinished = may(me, "MEETINGS", () -> meetingsToFinish(now));
        var latest = parts.ask(this::latestCongress);
        var mails = parts.ask(operations::counts);
        List<CompletableFuture<Part<Page<DeadLetter>>>> letters = me.may("OPERATIONS")
                ? OperationPages.SERVICES.stream()
                        .map(service -> parts.ask(() -> operations.deadLetters(service)))
                        .toList()
                : List.of();

        List<Waiting> waiting = new ArrayList<>();
        applications(applied.join(), waiting);
        if (me.may("FEES")) {
            runs(runs.join(), waiting);
        }
        found(toConfirm.join(), waiting);
        found(unfinished.join(), waiting);
        found(toSend.join(), waiting);
        places(latest.join(), me, waiting);
        letters(letters, waiting);
        if (me.may("OPERATIONS")) {
            mails(mails.join(), waiting);
        }
        model.addAttribute("waiting", waiting);
        List<CompletableFuture<? extends Part<?>>> all = new ArrayList<>(letters);
        all.addAll(List.of(applied, runs, toConfirm, own, next, toSend, unfinished, latest, mails, figures));
        model.addAttribute("someDown", all.stream().anyMatch(part -> part.join().down()) || noFunnel(latest.join()));
        model.addAttribute("own", own.join());
        model.addAttribute("charts", charts);
        model.addAttribute("figures", figures.join());
        model.addAttribute("next", next.join());
        model.addAttribute("latest", latest.join());
        model.addAttribute("mails", mails.join());
        return "home";
    }

    /** Nothing is found for whom it does not concern. */
    private <T> CompletableFuture<Part<List<T>>> may(Me me, String right, Supplier<List<T>> question) {
        return me.may(right) ? parts.ask(question) : CompletableFuture.completedFuture(new Part<>(List.of(), false));
    }

    private static boolean noFunnel(Part<Optional<CongressFigures>> latest) {
        return latest.value() != null
                && latest.value().map(figures -> figures.asked().down()).orElse(false);
    }

    private static void applications(Part<Page<MembersClient.Member>> applied, List<Waiting> waiting) {
        if (applied.value() != null && !applied.value().items().isEmpty()) {
            waiting.add(new Waiting("wait.applications", applied.value().count(), "", "/applications?state=applied"));
        }
    }

    private void runs(Part<Page<Run>> runs, List<Waiting> waiting) {
        if (runs.value() == null) {
            return;
        }
        for (Run run : runs.value().items()) {
            String key = run.state() == null ? "" : "wait.run." + run.state();
            if (run.waits() && !key.isEmpty()) {
                waiting.add(new Waiting(
                        key,
                        String.valueOf(run.remaining()),
                        String.valueOf(run.feeYear()),
                        "/fees/runs/" + run.runId()));
            }
        }
    }

    private List<Waiting> toConfirm() {
        long mine = confirmations.waiting().items().stream()
                .filter(ConfirmationsClient.Waiting::youMay)
                .count();
        return mine == 0
                ? List.of()
                : List.of(new Waiting("wait.confirmations", String.valueOf(mine), "", "/confirmations"));
    }

    private List<Waiting> minutesToSend() {
        List<Waiting> found = new ArrayList<>();
        meetings.meetings(new Search(null, null, null, "held")).items().stream()
                .sorted(java.util.Comparator.comparing(
                                Meeting::start, java.util.Comparator.nullsFirst(java.util.Comparator.naturalOrder()))
                        .reversed())
                .limit(LOOK_BACK)
                .forEach(held -> {
                    Part<Minutes> written = Parts.now(() -> minutes.minutes(held.meetingId()));
                    if (written.down()) {
                        throw new UnavailableException("minutes", new IllegalStateException(held.meetingId()), false);
                    }
                    if (written.value() != null && written.value().editable()) {
                        found.add(new Waiting(
                                "wait.minutes",
                                "",
                                held.name() + ", " + show.date(held.start()),
                                "/meetings/" + held.meetingId() + "/minutes"));
                    }
                });
        return found;
    }

    /** Meetings whose day is over, and that were neither held nor cancelled. */
    private List<Waiting> meetingsToFinish(Instant today) {
        return meetings.meetings(new Search(null, today, null, null)).items().stream()
                .filter(Meeting::ahead)
                .map(left -> new Waiting(
                        "wait.meeting",
                        "",
                        left.name() + ", " + show.date(left.start()),
                        "/meetings/" + left.meetingId()))
                .toList();
    }

    private static void found(Part<List<Waiting>> found, List<Waiting> waiting) {
        if (found.value() != null) {
            waiting.addAll(found.value());
        }
    }

    private @Nullable CongressFigures latestOrNone() {
        List<Congress> all = congress.congresses();
        if (all.isEmpty()) {
            return null;
        }
        Congress latest = all.getFirst();
        return new CongressFigures(latest, Parts.now(() -> congress.funnel(latest.congressId())));
    }

    private Optional<CongressFigures> latestCongress() {
        return Optional.ofNullable(latestOrNone());
    }

    private static void places(Part<Optional<CongressFigures>> latest, Me me, List<Waiting> waiting) {
        if (!me.may("CONGRESS") || latest.value() == null || latest.value().isEmpty()) {
            return;
        }
        CongressFigures figures = latest.value().get();
        Funnel funnel = figures.funnel();
        if (funnel != null
                && funnel.placed() > 0
                && funnel.waiting() > 0
                && funnel.placed() < figures.congress().places()) {
            waiting.add(new Waiting(
                    "wait.places",
                    String.valueOf(figures.congress().places() - funnel.placed()),
                    "",
                    "/congresses/" + figures.congress().congressId() + "/schedule"));
        }
    }

    private static void letters(List<CompletableFuture<Part<Page<DeadLetter>>>> letters, List<Waiting> waiting) {
        long count = letters.stream()
                .map(CompletableFuture::join)
                .map(Part::value)
                .filter(java.util.Objects::nonNull)
                .flatMap(page -> page.items().stream())
                .filter(DeadLetter::waits)
                .count();
        if (count > 0) {
            waiting.add(new Waiting("wait.letters", String.valueOf(count), "", "/dead-letters"));
        }
    }

    private static void mails(Part<OperationsClient.Counts> mails, List<Waiting> waiting) {
        OperationsClient.Counts counts = mails.value();
        if (counts != null) {
            mails("wait.mails", counts.failed(), "failed", waiting);
            mails("wait.mails.bounced", counts.bouncedLately(), "bounced", waiting);
            mails("wait.mails.complained", counts.complainedLately(), "complained", waiting);
        }
    }

    private static void mails(String words, int count, String state, List<Waiting> waiting) {
        if (count > 0) {
            waiting.add(new Waiting(words, String.valueOf(count), "", "/mails?state=" + state));
        }
    }
}
