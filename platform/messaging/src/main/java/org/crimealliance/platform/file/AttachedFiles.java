package org.crimealliance.platform.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.crimealliance.platform.id.Ids;
import org.crimealliance.platform.idempotency.IdempotencyKey;
import org.crimealliance.platform.outcome.Refusal;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.text.TextKind;
import org.crimealliance.platform.text.UnacceptableTextException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.multipart.MultipartFile;

/**
 * The files that hang on a service's things, for whoever calls: each call asks the {@link FileRule} of the owner's kind. Every
 * version is kept as it came.
 */
public final class AttachedFiles {

    private static final int LONGEST_NAME = 200;

    private final FileStore store;
    private final Map<String, FileRule> rules;
    private final Ids ids;
    private final Clock clock;

    AttachedFiles(FileStore store, List<FileRule> rules, Ids ids, Clock clock) {
        this.store = store;
        this.rules = rules.stream().collect(Collectors.toUnmodifiableMap(FileRule::kind, Function.identity()));
        this.ids = ids;
        this.clock = clock;
    }

    /** Adds a file. */
    public StoredFile add(FileOwner owner, MultipartFile content) {
        return add(owner, null, content);
    }

    /** Adds a version to a file of this owner. */
    public StoredFile addVersion(FileOwner owner, String file, MultipartFile content) {
        return add(owner, file, content);
    }

    private StoredFile add(FileOwner owner, @Nullable String file, MultipartFile content) {
        FileRule rule = readable(owner);
        if (!rule.mayAdd(owner.id())) {
            throw new RefusedException(Refusal.forbidden("read-only", "You may read these files and add none."));
        }
        if (file != null
                && of(owner).stream().noneMatch(version -> version.file().equals(file))) {
            throw notFound();
        }
        String id = IdempotencyKey.idFor("file", ids);
        String name = name(content.getOriginalFilename());
        try (InputStream in = content.getInputStream()) {
            return store.add(
                    id,
                    owner,
                    file == null ? id : file,
                    name,
                    in,
                    clock.instant(),
                    Provenance.current().actor());
        } catch (IOException e) {
            throw new RefusedException(
                    Refusal.invalid("unreadable-file", "The file broke off. Nothing of it was kept. Send it again."));
        }
    }

    /** All versions of all files, by file and version. */
    public List<StoredFile> of(FileOwner owner) {
        readable(owner);
        return store.of(owner);
    }

    /**
     * A version for whoever asked: to be kept, never to be shown by a browser, whatever it is. A page in it could do what our
     * own pages can.
     */
    public ResponseEntity<InputStreamResource> download(FileOwner owner, String file, int version) {
        readable(owner);
        StoredFile stored = store.find(file, version)
                .filter(found -> found.owner().equals(owner))
                .orElseThrow(AttachedFiles::notFound);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(stored.type()))
                .contentLength(stored.length())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(stored.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "default-src 'none'; sandbox")
                .cacheControl(CacheControl.noStore())
                .body(new InputStreamResource(store.open(stored)));
    }

    /** Takes away all of an owner for good, as when a person is erased; who may is for the service to say. */
    public void remove(FileOwner owner) {
        store.remove(owner);
    }

    private FileRule readable(FileOwner owner) {
        FileRule rule = rules.get(owner.kind());
        if (rule == null || !rule.mayRead(owner.id())) {
            throw notFound();
        }
        return rule;
    }

    /** The last part, of what some browsers send as a whole path. */
    private static String name(@Nullable String sent) {
        String last = sent == null ? "" : sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        String name;
        try {
            name = TextKind.LINE.take(last);
        } catch (UnacceptableTextException e) {
            throw badName(e.reason());
        }
        if (name.length() > LONGEST_NAME) {
            throw badName("must have at most " + LONGEST_NAME + " characters");
        }
        return name.isEmpty() ? "file" : name;
    }

    private static RefusedException badName(String reason) {
        return new RefusedException(Refusal.invalid(
                "invalid-input",
                "The file's name is not acceptable.",
                new Refusal.FieldProblem("file", "its name " + reason)));
    }

    private static RefusedException notFound() {
        return new RefusedException(Refusal.notFound("The file"));
    }
}
