package org.crimealliance.portal.congress;

import jakarta.servlet.http.HttpSession;
import java.util.Optional;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.HeldUpload;
import org.crimealliance.portal.frame.HeldUploads;
import org.crimealliance.portal.session.May;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The import of the meetings that were accepted earlier: what a file would change, then the decision. */
@Controller
@RequestMapping("/congresses/{id}/import")
class AncillaryImportPages {

    private final CongressClient congress;
    private final AncillaryMeetingsClient meetings;
    private final HeldUploads uploads;

    AncillaryImportPages(CongressClient congress, AncillaryMeetingsClient meetings, HeldUploads uploads) {
        this.congress = congress;
        this.meetings = meetings;
        this.uploads = uploads;
    }

    private static String purpose(String id) {
        return "congress-" + id;
    }

    @GetMapping
    @PreAuthorize(May.CONGRESS)
    String chooseFile(@PathVariable String id, Model model) {
        model.addAttribute("congress", congress.congress(id));
        return "congress-import";
    }

    @PostMapping
    @PreAuthorize(May.CONGRESS)
    String preview(
            @PathVariable String id, @RequestParam MultipartFile file, Form form, HttpSession session, Model model) {
        form.file("file", file, uploads.largest());
        return form.send(() -> {
                    HeldUpload upload = uploads.hold(session, purpose(id), file);
                    model.addAttribute("preview", meetings.importMeetings(id, upload, true));
                    model.addAttribute("fileName", upload.fileName());
                })
                .show(() -> chooseFile(id, model));
    }

    @PostMapping("/confirmation")
    @PreAuthorize(May.CONGRESS)
    String confirm(@PathVariable String id, HttpSession session, Form form) {
        Optional<HeldUpload> upload = uploads.held(session, purpose(id));
        if (upload.isEmpty()) {
            return form.refuse("import.lost").to("/congresses/" + id + "/import");
        }
        return form.send(() -> {
                    meetings.importMeetings(id, upload.get(), false);
                    uploads.forget(session, purpose(id));
                })
                .done("import.done")
                .to("/congresses/" + id + "/meetings");
    }
}
