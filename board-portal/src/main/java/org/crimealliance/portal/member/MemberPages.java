package org.crimealliance.portal.member;

import jakarta.servlet.http.HttpSession;
import java.util.List;
import java.util.Optional;
import org.crimealliance.portal.fee.FeesClient;
import org.crimealliance.portal.frame.Csv;
import org.crimealliance.portal.frame.Form;
import org.crimealliance.portal.frame.HeldUpload;
import org.crimealliance.portal.frame.HeldUploads;
import org.crimealliance.portal.frame.Show;
import org.crimealliance.portal.gateway.Parts;
import org.crimealliance.portal.member.MembersClient.Filter;
import org.crimealliance.portal.member.MembersClient.Member;
import org.crimealliance.portal.session.May;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The member list, one member's record, and the register's import. */
@Controller
@RequestMapping("/members")
class MemberPages {

    private static final int PER_PAGE = 50;

    private final MembersClient members;
    private final FeesClient fees;
    private final HeldUploads uploads;
    private final Show show;

    MemberPages(MembersClient members, FeesClient fees, HeldUploads uploads, Show show) {
        this.members = members;
        this.fees = fees;
        this.uploads = uploads;
        this.show = show;
    }

    @GetMapping
    @PreAuthorize(May.READ)
    String list(
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Filter filter = new Filter(category, state, q, after);
        model.addAttribute("filter", filter);
        model.addAttribute("counts", Parts.now(() -> members.counts(show.today())));
        model.addAttribute("page", members.members(filter, PER_PAGE));
        return "members";
    }

    /** The whole list with the same filter, as CSV. */
    @GetMapping("/export")
    @PreAuthorize(May.READ)
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String q) {
        Csv csv = new Csv(
                "memberNumber",
                "category",
                "kind",
                "name",
                "country",
                "state",
                "contactName",
                "contactEmail",
                "memberSince");
        for (Member m : members.allMembers(new Filter(category, state, q, null))) {
            csv.row(
                    m.memberNumber(),
                    m.category(),
                    m.kind(),
                    m.name(),
                    m.country(),
                    m.state(),
                    m.person(),
                    m.mail(),
                    m.since());
        }
        return csv.as("members.csv");
    }

    @GetMapping("/{id}")
    @PreAuthorize(May.READ)
    String record(@PathVariable String id, Model model) {
        model.addAttribute("member", members.member(id));
        model.addAttribute("invoices", Parts.now(() -> fees.invoices(null, null, id, null, 20)));
        return "member";
    }

    @GetMapping("/import")
    @PreAuthorize(May.MEMBERS)
    String chooseFile() {
        return "register-import";
    }

    /** Shows what the file would change. It is kept until it is imported, or another is chosen. */
    @PostMapping("/import")
    @PreAuthorize(May.MEMBERS)
    String preview(@RequestParam MultipartFile file, Form form, HttpSession session, Model model) {
        form.file("file", file, uploads.largest());
        return form.send(() -> {
                    HeldUpload upload = uploads.hold(session, "register", file);
                    model.addAttribute("preview", members.importRegister(upload, true));
                    model.addAttribute("fileName", upload.fileName());
                })
                .show(this::chooseFile);
    }

    @PostMapping("/import/confirmation")
    @PreAuthorize(May.MEMBERS)
    String confirm(HttpSession session, Form form) {
        Optional<HeldUpload> upload = uploads.held(session, "register");
        if (upload.isEmpty()) {
            return form.refuse("import.lost").to("/members/import");
        }
        return form.send(() -> {
                    members.importRegister(upload.get(), false);
                    uploads.forget(session, "register");
                })
                .done("import.done")
                .to("/members");
    }

    /** The categories a list can be narrowed to. */
    @org.springframework.web.bind.annotation.ModelAttribute("categories")
    List<String> categories() {
        return List.of("ordinary", "extraordinary", "individual", "honorary");
    }
}
