package org.crimealliance.platform.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;
import org.crimealliance.platform.idempotency.IdempotencyRecords.Admission;
import org.crimealliance.platform.idempotency.IdempotencyRecords.Answer;
import org.crimealliance.platform.provenance.Provenance;
import org.crimealliance.platform.web.ProblemWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * {@code Idempotency-Key} on every POST. The first request under a key is carried out and its answer kept for a day; a
 * repetition gets that answer, marked {@code Idempotency-Replayed: true}. The same key with another body is refused (422
 * {@code idempotency-key-reused}); while the first is under way: 409 {@code idempotency-key-in-use} with Retry-After. A
 * command that was refused changed nothing, so its key is free again; but for a repetition, of which nobody knows that.
 * A key belongs to its caller and to the path; that of somebody unknown, to the path alone: a phone changes its network
 * between two tries, and who knows the key and what was sent learns nothing new from an answer to the public.
 *
 * <p>Requests are compared by an HMAC under the key itself, which is not stored: who has the database cannot try out what
 * may have been sent.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotencyFilter.class);
    private static final Pattern ACCEPTABLE = Pattern.compile("[\\x21-\\x7e]{1,200}");
    private static final Set<String> KEPT_HEADERS =
            Set.of("content-type", "location", "etag", "content-disposition", "cache-control", "link");
    // one that comes again may find a state that its first coming has made: a PUT upon a revision, too
    private static final Set<String> COMMANDS = Set.of("POST", "PUT");
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final IdempotencyRecords records;
    private final HandlerExceptionResolver problems;
    private final int largestBody;

    IdempotencyFilter(IdempotencyRecords records, HandlerExceptionResolver problems, int largestBody) {
        this.records = records;
        this.problems = problems;
        this.largestBody = largestBody;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        // commands of the API alone: what signs somebody in is neither kept nor given out again
        return !COMMANDS.contains(request.getMethod())
                || !request.getRequestURI().startsWith("/api/")
                || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String key = request.getHeader(HEADER);
        if (!ACCEPTABLE.matcher(key).matches()) {
            ProblemWriter.write(
                    response,
                    400,
                    "idempotency-key-malformed",
                    "An Idempotency-Key has 1 to 200 printable ASCII characters.");
            return;
        }
        MessageDigest digest = sha256();
        HttpServletRequest repeatable = digestBody(request, digest);
        if (repeatable == null) {
            ProblemWriter.write(
                    response,
                    413,
                    "content-too-large",
                    "The request's body is larger than %d bytes.".formatted(largestBody));
            return;
        }
        String proof = HexFormat.of().formatHex(underKey(key, digest.digest()));
        String id = id(request, key);
        Admission admission;
        try {
            admission = records.admit(id, proof);
        } catch (RuntimeException storeAway) {
            if (problems.resolveException(request, response, null, storeAway) == null) {
                throw storeAway;
            }
            return;
        }
        switch (admission) {
            case Admission.Run run -> carryOut(repeatable, response, chain, id, run);
            case Admission.Done done -> replay(response, done.answer());
            case Admission.Busy busy -> {
                response.setHeader("Retry-After", Long.toString(retryAfter(busy.left())));
                ProblemWriter.write(
                        response,
                        409,
                        "idempotency-key-in-use",
                        "The first request with this key is still under way. Try again later.");
            }
            case Admission.Reused() ->
                ProblemWriter.write(
                        response,
                        422,
                        "idempotency-key-reused",
                        "This Idempotency-Key was used for another request. Use a new key for a new command.");
        }
    }

    private void carryOut(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain, String id, Admission.Run run)
            throws ServletException, IOException {
        ContentCachingResponseWrapper kept = new ContentCachingResponseWrapper(response);
        IdempotencyKey command = new IdempotencyKey(run.run(), run.isRepetition());
        boolean answered = false;
        try (IdempotencyRecords.Renewal alive = records.keep(id, run)) {
            ScopedValue.where(IdempotencyKey.CURRENT, command).call(() -> {
                chain.doFilter(request, kept);
                return true;
            });
            answered = true;
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException(e);
        } finally {
            settle(id, run, answered ? kept : null, command.isConfidential());
        }
        kept.copyBodyToResponse(); // after it was kept: who has seen the answer gets the same again
    }

    private void settle(
            String id, Admission.Run run, @Nullable ContentCachingResponseWrapper response, boolean confidential) {
        try {
            if (response == null || response.getStatus() >= 500) {
                records.release(id, run);
            } else if (response.getStatus() >= 400 && run.isRepetition()) {
                records.release(id, run); // an earlier attempt may have done it: what comes next is still the same run
            } else if (response.getStatus() >= 400) {
                records.forget(id, run);
            } else if (response.getContentSize() > LARGEST_ANSWER) {
                LOG.warn("an answer of {} bytes is not kept for its idempotency key", response.getContentSize());
                records.release(id, run);
            } else {
                records.finish(id, run, answer(response), confidential);
            }
        } catch (RuntimeException e) {
            // the command is done; a repetition after the lease runs it again and finds it done
            LOG.warn("the answer of a command could not be kept: {}", e.toString());
        }
    }

    private static Answer answer(ContentCachingResponseWrapper response) {
        List<Document> headers = new ArrayList<>();
        for (String name : response.getHeaderNames()) {
            if (KEPT_HEADERS.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                response.getHeaders(name)
                        .forEach(value -> headers.add(new Document("name", name).append("value", value)));
            }
        }
        if (response.getContentType() != null
                && headers.stream().noneMatch(header -> "content-type".equalsIgnoreCase(header.getString("name")))) {
            headers.add(new Document("name", "Content-Type").append("value", response.getContentType()));
        }
        return new Answer(response.getStatus(), headers, response.getContentAsByteArray());
    }

    private static void replay(HttpServletResponse response, Answer answer) throws IOException {
        response.setStatus(answer.status());
        answer.headers().forEach(header -> response.setHeader(header.getString("name"), header.getString("value")));
        response.setHeader(REPLAYED, "true");
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    /** Puts the body into the digest; null where it is too large. Parts one by one: the boundary differs each time. */
    private @Nullable HttpServletRequest digestBody(HttpServletRequest request, MessageDigest digest)
            throws IOException {
        text(digest, request.getQueryString());
        String type = request.getContentType();
        if (type != null && type.startsWith(MediaType.MULTIPART_FORM_DATA_VALUE)) {
            digestParts(request, digest);
            return request;
        }
        if (type != null && type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
            new TreeMap<>(request.getParameterMap()).forEach((name, values) -> {
                text(digest, name);
                for (String value : values) {
                    text(digest, value);
                }
            });
            return request;
        }
        byte[] body = request.getInputStream().readNBytes(largestBody + 1);
        if (body.length > largestBody) {
            return null;
        }
        text(digest, type);
        digest.update(body);
        return new RepeatableRequest(request, body);
    }

    private static void digestParts(HttpServletRequest request, MessageDigest digest) {
        try {
            for (Part part : request.getParts()) {
                text(digest, part.getName());
                text(digest, part.getSubmittedFileName());
                text(digest, part.getContentType());
                text(digest, Long.toString(part.getSize()));
                try (InputStream in = new DigestInputStream(part.getInputStream(), digest)) {
                    in.transferTo(java.io.OutputStream.nullOutputStream());
                }
            }
        } catch (IOException | ServletException | IllegalStateException e) {
            // too large, cut off or malformed: the container says so again to whoever reads the parts, and that becomes
            // the
            // answer
            LOG.debug("parts cannot be read", e);
        }
    }

    /** The caller, the path and the key; hashed, because a key of the store is bounded and none of this is to be kept. */
    private static String id(HttpServletRequest request, String key) {
        MessageDigest digest = sha256();
        text(digest, request.getUserPrincipal() == null ? "nobody" : "subject");
        text(
                digest,
                request.getUserPrincipal() == null ? "" : Provenance.current().actor());
        text(digest, request.getMethod());
        text(digest, request.getRequestURI());
        text(digest, key);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] underKey(String key, byte[] digest) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long retryAfter(Duration left) {
        return Math.clamp(left.toSeconds(), 1, 5); // most are done long before their lease ends
    }

    private static void text(MessageDigest digest, @Nullable String text) {
        byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
        digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
        digest.update((byte) ':');
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
