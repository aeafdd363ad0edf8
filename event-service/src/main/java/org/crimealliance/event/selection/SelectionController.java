package org.crimealliance.event.selection;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.crimealliance.event.Readers;
import org.crimealliance.event.congress.Congresses;
import org.crimealliance.event.selection.Selection.Decision;
import org.crimealliance.event.selection.Selection.Result;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which reconfirmed meetings get a place, and why the others do not. */
@RestController
@RequestMapping("/api/congress/congresses/{congressId}/selection")
@Tag(name = "Selection")
class SelectionController {

    private final Congresses congresses;
    private final SelectMeetings selectMeetings;

    SelectionController(Congresses congresses, SelectMeetings selectMeetings) {
        this.congresses = congresses;
        this.selectMeetings = selectMeetings;
    }

    /** {@code reasons} has every meeting of the congress: the ranked ones in their order, then the others by id. */
    record SelectionView(long selected, long waiting, List<Decision> reasons) {
        static SelectionView of(List<Decision> decisions) {
            return new SelectionView(
                    decisions.stream()
                            .filter(d -> d.outcome() == Result.SELECTED)
                            .count(),
                    decisions.stream()
                            .filter(d -> d.outcome() == Result.WAITING)
                            .count(),
                    decisions);
        }
    }

    /** The same input gives the same selection. 409 {@code campaign-running}, {@code no-campaign}, {@code already-placed}. */
    @PostMapping
    @PreAuthorize("hasAnyRole('CONGRESS_MANAGER','CHAIR')")
    @Operation(summary = "Select the meetings that get a place")
    SelectionView select(@PathVariable String congressId) {
        return SelectionView.of(selectMeetings.run(congressId).orThrow());
    }

    @GetMapping
    @PreAuthorize(Readers.OFFICES)
    @Operation(summary = "The selection as it was made")
    SelectionView selection(@PathVariable String congressId) {
        congresses.get(congressId);
        return SelectionView.of(selectMeetings
                .find(congressId)
                .orElseThrow(() -> new RefusedException(Refusal.notFound("The selection of this congress"))));
    }
}
