package org.crimealliance.portal;

import java.util.List;
import java.util.stream.Stream;

/** Where the portal's pages are, as far as the recorded answers reach. */
final class EveryPage {

    private static final List<String> PATHS = List.of(
            "/",
            "/members",
            "/members/m1",
            "/members/import",
            "/applications",
            "/applications/a1",
            "/apply",
            "/apply/received",
            "/fees",
            "/fees?year=2030",
            "/fees/schedules/2021",
            "/fees/runs/r1",
            "/fees/runs/r2",
            "/fees/runs/r3",
            "/invoices",
            "/invoices/i1",
            "/meetings",
            "/meetings?view=past",
            "/meetings/new",
            "/meetings/series/new",
            "/meetings/b1",
            "/meetings/k1",
            "/meetings/k1/move",
            "/meetings/k1/cancellation",
            "/meetings/b1/ballots",
            "/meetings/k11/minutes",
            "/meetings/k11/minutes/preview",
            "/meetings/b1/minutes",
            "/congresses",
            "/congresses/new",
            "/congresses/c1",
            "/congresses/c1/meetings",
            "/congresses/c1/meetings/am0/withdrawal",
            "/congresses/c1/import",
            "/congresses/c1/campaign",
            "/congresses/c1/selection",
            "/congresses/c1/schedule",
            "/congresses/c1/schedule?pick=am4",
            "/congresses/c1/schedule/moves?pick=am4&start=2021-03-07T05:00:00Z&room=Room%20A",
            "/congresses/c1/programme",
            "/congresses/c1/registrations",
            "/congress/kyoto-2021/programme",
            "/congress/kyoto-2021/programme?day=2021-03-08&mode=virtual&q=sport",
            "/congress/kyoto-2021/register",
            "/congress/kyoto-2021/register/sent",
            "/r/application/tok",
            "/r/meeting-reply/tok",
            "/r/proposal/tok",
            "/r/reconfirm/tok",
            "/r/register/tok",
            "/r/seat-offer/tok",
            "/mails",
            "/mails?state=failed",
            "/dead-letters",
            "/confirmations",
            "/confirmations/appointment/o9/refusal",
            "/officers",
            "/officers/new",
            "/officers/o1/end",
            "/officers/o1/recovery");

    private EveryPage() {}

    static Stream<String> paths() {
        return PATHS.stream();
    }
}
