package org.crimealliance.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** After all the kills: nothing lost, nothing doubled, every promise kept. */
final class Invariants {

    private final Stage stage;

    Invariants(Stage stage) {
        this.stage = stage;
    }

    void play() {
        stage.ledger().step("Each service was killed once", step -> {
            stage.kills().awaitRestarts();
            step.happened(stage.kills().fallen().stream()
                    .map(fallen -> fallen.service() + " at " + fallen.done() + "/" + fallen.total() + " of "
                            + fallen.during()
                                    .name()
                                    .toLowerCase(java.util.Locale.ROOT)
                                    .replace('_', ' '))
                    .collect(Collectors.joining(", ")));
            step.figure(
                    "killed with -9",
                    Kills.services(),
                    stage.kills().fallen().stream()
                            .map(Kills.Fallen::service)
                            .sorted()
                            .toList());
            step.await(
                    "ready again",
                    Kills.services().size(),
                    () -> stage.stack().status().stream()
                            .filter(status -> Kills.services().contains(status.name()) && status.ready())
                            .count());
        });
        stage.ledger().step("Nothing lost, nothing doubled", step -> {
            PlatformInvariants invariants = new PlatformInvariants(stage.stack(), stage.mails());
            int senderCrashes = (int) stage.kills().fallen().stream()
                    .filter(fallen -> fallen.service().equals("notification"))
                    .count();
            invariants
                    .check(senderCrashes)
                    .forEach(figure -> step.figure(figure.name(), figure.expected(), figure.got()));
            step.happened(invariants.distinctEvents() + " events on the topics, " + invariants.repetitions()
                    + " of them sent more than once; " + stage.mails().caught().size() + " mails caught, "
                    + invariants.duplicateMails() + " twice");
        });
        stage.ledger().step("Acknowledged commands", step -> {
            List<String> broken = new ArrayList<>();
            int given = 0;
            int kept = 0;
            for (Promises.Promise promise : stage.promises().all()) {
                int still = promise.kept().get();
                given += promise.given();
                kept += Math.min(still, promise.given());
                if (still != promise.given()) {
                    broken.add(promise.what() + ": " + still + " of " + promise.given());
                }
            }
            step.happened(stage.api().acknowledged() + " commands acknowledged in all, "
                    + stage.api().retried() + " requests repeated");
            step.figure("still true", given + " of " + given, kept + " of " + given + (broken.isEmpty() ? "" : broken));
        });
    }
}
