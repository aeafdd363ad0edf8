package org.crimealliance.meeting.series;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.crimealliance.meeting.Access;
import org.crimealliance.platform.id.Ids;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Series of meetings. */
@RestController
@RequestMapping("/api/meetings/series")
class SeriesApi {

    record NewSeries(
            @NotNull
            @Pattern(regexp = "[a-z0-9](-?[a-z0-9]+){0,40}", message = "small letters, digits and hyphens")
            @Size(max = 60)
            String key,

            @NotBlank @Size(max = 200) String name,
            @NotNull Series.Kind kind,
            @NotNull Series.Audience audience,
            @Valid @Nullable QuorumRule quorum) {}

    record SeriesList(List<Series> items) {}

    private final SeriesBook book;

    SeriesApi(SeriesBook book) {
        this.book = book;
    }

    /**
     * Begins a series. A Board without a quorum of its own has half of its filled seats, rounded up. 409 {@code key-taken}.
     */
    @Operation(summary = "Begin a series of meetings")
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize(Access.RUN)
    Series begin(@Valid @RequestBody NewSeries wanted) {
        QuorumRule quorum =
                wanted.quorum() == null && wanted.kind() == Series.Kind.BOARD ? QuorumRule.HALF : wanted.quorum();
        return book.add(new Series(
                        Ids.derived("series", wanted.key()),
                        wanted.key(),
                        wanted.name().strip(),
                        wanted.kind(),
                        wanted.audience(),
                        quorum))
                .orThrow();
    }

    /** All series, by key. */
    @Operation(summary = "All series, by key")
    @GetMapping
    @PreAuthorize(Access.READ)
    SeriesList all() {
        return new SeriesList(book.all());
    }
}
