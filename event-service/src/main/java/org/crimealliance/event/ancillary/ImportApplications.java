package org.crimealliance.event.ancillary;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.crimealliance.event.congress.Congress;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.outcome.Outcome;
import org.crimealliance.platform.store.Change;
import org.crimealliance.platform.store.Stored;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Takes in the accepted applications of an earlier date. The same row again changes nothing; what was edited here is kept;
 * what is over stays over. A row that cannot be taken is listed with its reason and stops no other.
 */
@Component
class ImportApplications {

    /** What came of the file. {@code new} and the others are counts of rows. */
    record Result(
            @com.fasterxml.jackson.annotation.JsonProperty("new")
            int added,

            int changed,
            int unchanged,
            List<Refused> refused) {}

    record Refused(long row, String reason) {}

    /** What a row means for what is there already. */
    sealed interface Verdict {
        record Add() implements Verdict {}

        record Replace() implements Verdict {}

        record Same() implements Verdict {}

        record Refuse(String reason) implements Verdict {}
    }

    private final Congresses congresses;
    private final AncillaryMeetings meetings;
    private final int maxRows;

    ImportApplications(
            Congresses congresses,
            AncillaryMeetings meetings,
            @Value("${alliance.event.import-max-rows}") int maxRows) {
        this.congresses = congresses;
        this.meetings = meetings;
        this.maxRows = maxRows;
    }

    Result run(String congressId, InputStream file, boolean preview) {
        Congress congress = congresses.get(congressId);
        Counts counts = new Counts();
        Map<String, Long> rowOfCode = new HashMap<>();
        ImportFile.read(file, ImportRow.COLUMNS, maxRows, (row, fields) -> {
            try {
                if (fields.containsKey(ImportFile.WRONG_COUNT)) {
                    throw new ImportRow.Unreadable("has " + fields.get(ImportFile.WRONG_COUNT));
                }
                Dossier dossier = ImportRow.read(congressId, fields);
                Long before = rowOfCode.putIfAbsent(dossier.code(), row);
                if (before != null) {
                    throw new ImportRow.Unreadable("code " + dossier.code() + " stands in row " + before + " already");
                }
                counts.add(row, take(congress, dossier, preview));
            } catch (ImportRow.Unreadable e) {
                counts.add(row, new Verdict.Refuse(String.valueOf(e.getMessage())));
            }
        });
        return counts.result();
    }

    static String idOf(String congressId, String code) {
        return Ids.derived("ancillary-meeting", congressId, code);
    }

    private Verdict take(Congress congress, Dossier dossier, boolean preview) {
        String id = idOf(dossier.congressId(), dossier.code());
        Optional<Stored<AncillaryMeeting>> there = meetings.store().find(id);
        Verdict verdict = judge(there.map(Stored::state).orElse(null), dossier, congress.call() == Congress.Call.OPEN);
        if (preview) {
            return verdict;
        }
        return switch (verdict) {
            case Verdict.Add() -> {
                boolean isNew = meetings.store()
                        .create(id, new AncillaryMeeting.Accepted(dossier), List.of())
                        .isNew();
                yield isNew ? verdict : new Verdict.Same();
            }
            case Verdict.Replace() -> {
                // decided again under the version check: an edit since then wins
                meetings.change(
                        id,
                        meeting -> judge(meeting, dossier, true) instanceof Verdict.Replace
                                ? Outcome.done(Change.to(meeting.with(dossier)))
                                : Outcome.done(Change.to(meeting)));
                yield verdict;
            }
            case Verdict.Same same -> same;
            case Verdict.Refuse refuse -> refuse;
        };
    }

    static Verdict judge(@Nullable AncillaryMeeting there, Dossier row, boolean callOpen) {
        if (there == null) {
            return callOpen
                    ? new Verdict.Add()
                    : new Verdict.Refuse("the call is closed: no new meeting is accepted since reconfirmation began");
        }
        Dossier known = there.dossier();
        if (Objects.equals(known.importedRow(), row.importedRow())) {
            return new Verdict.Same();
        }
        if (there.isOut()) {
            return new Verdict.Refuse("the meeting is " + there.stateName() + " and does not come back by an import");
        }
        if (known.editedAt() != null) {
            return new Verdict.Refuse("the meeting was edited here on " + known.editedAt() + "; the edit is kept");
        }
        if (there.wantsPlace() && known.mode() != row.mode()) {
            return new Verdict.Refuse("the mode cannot change after the meeting was reconfirmed");
        }
        return new Verdict.Replace();
    }

    private static final class Counts {
        private int added;
        private int changed;
        private int unchanged;
        private final List<Refused> refused = new ArrayList<>();

        void add(long row, Verdict verdict) {
            switch (verdict) {
                case Verdict.Add() -> added++;
                case Verdict.Replace() -> changed++;
                case Verdict.Same() -> unchanged++;
                case Verdict.Refuse(String reason) -> refused.add(new Refused(row, reason));
            }
        }

        Result result() {
            return new Result(added, changed, unchanged, List.copyOf(refused));
        }
    }
}
