package org.crimealliance.stack.demo;

import java.io.PrintStream;
import java.util.Optional;

/** Plays the scenario, act by act, and tells how it went. */
public final class Demo {

    private Demo() {}

    /** The acts in their order; what one act leaves behind is what the next one takes. */
    static void play(Stage stage) {
        new Register(stage).play();
        Meetings meetings = new Calendar(stage).play();
        Applications.Received applications = new Applications(stage, meetings).play();
        new InvoiceRun(stage).play();
        new InformalMeeting(stage, meetings).play();
        BoardMeeting.Decided decided = new BoardMeeting(stage, meetings, applications).play();
        new Admissions(stage, meetings, decided).play();
        Congress.Opened congress = new Congress(stage).play();
        new Reconfirmation(stage, congress).play();
        new Programme(stage, congress).play();
        new Registrations(stage, congress).play();
    }

    /** All acts and the invariants, which are checked even if an act broke off; the ledger tells the rest. */
    static Ledger perform(RunningPlatform platform, long seed, Output output, PrintStream progress) {
        Ledger ledger = new Ledger(progress);
        Api api = new Api(platform.gateway(), platform.secrets());
        Mailbox mails = new Mailbox(platform.caughtMail());
        Stage stage = new Stage(
                platform, api, mails, ledger, new Kills(platform, seed), new Promises(), output);
        try {
            play(stage);
        } catch (RuntimeException e) {
            progress.println("The play broke off: " + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
        try {
            new Invariants(stage).play();
        } catch (RuntimeException e) {
            progress.println("The invariants could not all be checked: "
                    + Optional.ofNullable(e.getMessage()).orElse(e.toString()));
        }
        output.mails(mails);
        output.report(ledger, seed);
        return ledger;
    }
}
