package org.crimealliance.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crimealliance.demo.Mailbox.Mail;

/** Writes what the demo produced into a folder, if one was asked for. */
final class Output {

    private final Optional<Path> folder;

    Output(Optional<Path> folder) {
        this.folder = folder;
    }

    boolean wanted() {
        return folder.isPresent();
    }

    void write(String name, byte[] content) {
        folder.ifPresent(folder -> {
            try {
                Path file = folder.resolve(name);
                Files.createDirectories(Optional.ofNullable(file.getParent()).orElse(folder));
                Files.write(file, content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** {@code mails/*.eml}, numbered in the order of arrival. */
    void mails(Mailbox mailbox) {
        if (!wanted()) {
            return;
        }
        int number = 0;
        for (Mail mail : mailbox.all()) {
            number++;
            write(String.format(java.util.Locale.ROOT, "mails/%05d.eml", number), mailbox.raw(mail.id()));
        }
    }

    /** {@code report.json}: each figure with its name, what was expected and what was got. */
    void report(Ledger ledger, long seed) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (Ledger.Step step : ledger.steps()) {
            steps.add(Json.object(
                    "step",
                    step.title(),
                    "happened",
                    step.whatHappened(),
                    "seconds",
                    step.took().toMillis() / 1000.0,
                    "figures",
                    step.figures().stream()
                            .map(figure -> Json.object(
                                    "name",
                                    figure.name(),
                                    "expected",
                                    figure.expected(),
                                    "got",
                                    figure.got(),
                                    "met",
                                    figure.met()))
                            .toList()));
        }
        write(
                "report.json",
                Json.MAPPER
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsBytes(Json.object("seed", seed, "missed", ledger.missed(), "steps", steps)));
    }
}
