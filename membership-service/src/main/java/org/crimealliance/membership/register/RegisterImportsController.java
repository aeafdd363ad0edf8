package org.crimealliance.membership.register;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The register of members as a CSV file. */
@RestController
@RequestMapping("/api/membership/register-imports")
@Tag(name = "Register of members")
class RegisterImportsController {

    private final ImportRegister importRegister;

    RegisterImportsController(ImportRegister importRegister) {
        this.importRegister = importRegister;
    }

    /** Counts of rows; {@code refused}: the rows passed over, by line of the file (the header is line 1). */
    record ImportResponse(
            @JsonProperty("new") int added, int changed, int unchanged, List<ImportRegister.RefusedRow> refused) {}

    /**
     * Imports the register, at most 50 MB and 100,000 rows; {@code preview=true} only tells what it would do. A bad row is
     * listed and passed over; a file of another kind is 422 and changes nothing.
     */
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @PreAuthorize("hasAnyRole('SECRETARY','CHAIR','TREASURER')")
    @Operation(summary = "Import the register of members, or preview the import")
    ImportResponse post(@RequestPart MultipartFile file, @RequestParam(defaultValue = "false") boolean preview) {
        ImportRegister.Result result = importRegister.run(new RegisterFile(file), preview);
        return new ImportResponse(result.added(), result.changed(), result.unchanged(), result.refused());
    }
}
