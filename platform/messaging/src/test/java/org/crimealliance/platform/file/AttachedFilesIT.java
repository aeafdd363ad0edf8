package org.crimealliance.platform.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.crimealliance.platform.outcome.RefusedException;
import org.crimealliance.platform.security.Caller;
import org.crimealliance.platform.testkit.LargestDocument;
import org.crimealliance.platform.testkit.ServiceTest;
import org.crimealliance.platform.testkit.TestTokens;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.InputStreamResource;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files that hang on a folder: readers see them, writers add, to anybody else there are none. */
@ServiceTest
@TestPropertySource(properties = {"spring.application.name=folder-service", "alliance.topic=folder.events.v1"})
class AttachedFilesIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Instant AT = Instant.parse("2020-12-07T09:00:00Z");
    private static final int MB = 1024 * 1024;

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class App {

        @Bean
        FileRule folders() {
            return new FileRule() {
                @Override
                public String kind() {
                    return "folder";
                }

                @Override
                public boolean mayRead(String folder) {
                    return Caller.hasAnyRole("CHAIR", "AUDITOR") && !folder.startsWith("closed");
                }

                @Override
                public boolean mayAdd(String folder) {
                    return Caller.hasAnyRole("CHAIR");
                }
            };
        }

        /** Says nothing. */
        @Bean
        FileRule drawers() {
            return () -> "drawer";
        }

        @Bean
        Folders controller(AttachedFiles files) {
            return new Folders(files);
        }
    }

    @RestController
    @PreAuthorize("isAuthenticated()")
    static class Folders {

        private final AttachedFiles files;

        Folders(AttachedFiles files) {
            this.files = files;
        }

        @PostMapping("/api/folders/{kind}/{id}/files")
        StoredFile add(@PathVariable String kind, @PathVariable String id, @RequestParam MultipartFile file) {
            return files.add(new FileOwner(kind, id), file);
        }

        @PostMapping("/api/folders/{kind}/{id}/files/{file}/versions")
        StoredFile next(
                @PathVariable String kind,
                @PathVariable String id,
                @PathVariable("file") String of,
                @RequestParam MultipartFile file) {
            return files.addVersion(new FileOwner(kind, id), of, file);
        }

        @GetMapping("/api/folders/{kind}/{id}/files")
        List<StoredFile> all(@PathVariable String kind, @PathVariable String id) {
            return files.of(new FileOwner(kind, id));
        }

        @GetMapping("/api/folders/{kind}/{id}/files/{file}/versions/{version}")
        ResponseEntity<InputStreamResource> one(
                @PathVariable String kind,
                @PathVariable String id,
                @PathVariable String file,
                @PathVariable int version) {
            return files.download(new FileOwner(kind, id), file, version);
        }
    }

    @Autowired
    FileStore store;

    @Autowired
    AttachedFiles files;

    @Autowired
    MongoTemplate mongo;

    @LocalServerPort
    int port;

    private final Random random = new Random(20201207);
    private final FileOwner folder = new FileOwner("folder", UUID.randomUUID().toString());

    @Test
    void every_version_is_kept_as_it_came_and_says_who_and_when_and_what() throws Exception {
        String path = "/api/folders/folder/" + folder.id() + "/files";
        JsonNode first = json(upload("chair", path, "über Mail.pdf", "%PDF-1.7 one"));
        String of = first.get("file").asString();
        JsonNode second = json(upload("chair", path + "/" + of + "/versions", "plan.pdf", "<html>two</html>"));
        assertThat(second.get("version").asInt()).isEqualTo(2);
        assertThat(second.get("type").asString()).isEqualTo("text/html");
        assertThat(first.get("sha256").asString()).isEqualTo(sha256("%PDF-1.7 one".getBytes(StandardCharsets.UTF_8)));
        assertThat(first.get("by").asString()).isNotBlank();
        assertThat(first.get("at").asString()).isNotBlank();
        assertThat(json(get("auditor", path))).hasSize(2);

        HttpResponse<String> one = get("auditor", path + "/" + of + "/versions/1");
        assertThat(one.body()).isEqualTo("%PDF-1.7 one");
        assertThat(one.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(one.headers().firstValue("Content-Length")).hasValue("12");
        assertThat(one.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment;")
                .contains("filename*=UTF-8''%C3%BCber%20Mail.pdf");
        HttpResponse<String> two = get("auditor", path + "/" + of + "/versions/2");
        assertThat(two.body()).isEqualTo("<html>two</html>");
        assertThat(two.headers().firstValue("Content-Disposition").orElseThrow())
                .as("a page is never shown as one of ours")
                .startsWith("attachment;");
        assertThat(two.headers().allValues("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(two.headers().allValues("Content-Security-Policy")).containsExactly("default-src 'none'; sandbox");
        assertThat(two.headers().firstValue("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(get("auditor", path + "/" + of + "/versions/3").statusCode()).isEqualTo(404);
    }

    @Test
    void who_may_not_read_the_owner_finds_no_file_and_who_may_read_adds_none() throws Exception {
        String path = "/api/folders/folder/" + folder.id() + "/files";
        String of = json(upload("chair", path, "a.txt", "text")).get("file").asString();
        assertThat(upload("auditor", path, "b.txt", "text").statusCode()).isEqualTo(403);
        assertThat(upload("auditor", path + "/" + of + "/versions", "b.txt", "text")
                        .statusCode())
                .isEqualTo(403);
        assertThat(get("member", path).statusCode()).isEqualTo(404);
        assertThat(get("member", path + "/" + of + "/versions/1").statusCode()).isEqualTo(404);
        assertThat(upload("member", path, "b.txt", "text").statusCode()).isEqualTo(404);
        assertThat(get("chair", "/api/folders/folder/another/files/" + of + "/versions/1")
                        .statusCode())
                .as("by an owner that it does not hang on")
                .isEqualTo(404);
        assertThat(upload("chair", "/api/folders/folder/another/files/" + of + "/versions", "b.txt", "text")
                        .statusCode())
                .isEqualTo(404);
        assertThat(upload("chair", "/api/folders/folder/closed-1/files", "b.txt", "text")
                        .statusCode())
                .isEqualTo(404);
        assertThat(upload("chair", "/api/folders/drawer/1/files", "b.txt", "text")
                        .statusCode())
                .as("of a kind whose rule says nothing")
                .isEqualTo(404);
        assertThat(upload("chair", "/api/folders/shelf/1/files", "b.txt", "text")
                        .statusCode())
                .as("of a kind without a rule")
                .isEqualTo(404);
        assertThatThrownBy(() -> files.of(folder)).as("nobody calls").isInstanceOf(RefusedException.class);
    }

    @Test
    void names_are_the_last_part_and_of_texts_as_others() throws Exception {
        String path = "/api/folders/folder/" + folder.id() + "/files";
        assertThat(json(upload("chair", path, "C:\\\\temp\\\\..\\\\plan.txt", "text"))
                        .get("name")
                        .asString())
                .isEqualTo("plan.txt");
        assertThat(json(upload("chair", path, "../../etc/passwd", "text"))
                        .get("name")
                        .asString())
                .isEqualTo("passwd");
        assertThat(upload("chair", path, "a\u202eb.txt", "text").statusCode()).isEqualTo(422);
        assertThat(upload("chair", path, "a".repeat(201), "text").statusCode()).isEqualTo(422);
        assertThat(upload("chair", path, "empty.txt", "").statusCode()).isEqualTo(422);
    }

    @Test
    void the_largest_comes_back_as_it_was_and_one_byte_more_leaves_nothing() throws Exception {
        byte[] largest = new byte[25 * MB];
        random.nextBytes(largest);
        StoredFile stored = add(store, "largest", new ByteArrayInputStream(largest));
        assertThat(stored.length()).isEqualTo(largest.length);
        assertThat(stored.sha256()).isEqualTo(sha256(largest));
        try (InputStream content = store.open(stored)) {
            assertThat(content).hasBinaryContent(largest);
        }
        assertThat(LargestDocument.of(mongo.getDb(), "file").bytes()).isLessThan(FilePieces.LENGTH + 1024);

        InputStream larger = new java.io.SequenceInputStream(
                new ByteArrayInputStream(largest), new ByteArrayInputStream(new byte[1]));
        assertThatThrownBy(() -> add(store, "larger", larger)).isInstanceOf(MaxUploadSizeExceededException.class);
        nothingIsLeftOf("larger");
    }

    @Test
    void what_broke_off_is_never_seen_and_is_swept_when_its_time_is_over() {
        assertThatThrownBy(() -> add(store, "broken", broken(3 * FilePieces.LENGTH)))
                .isInstanceOf(IOException.class);
        assertThat(store.of(folder)).isEmpty();
        assertThat(store.find("broken")).isEmpty();
        assertThat(pieces("broken")).isEqualTo(3);

        store.sweep();
        assertThat(pieces("broken")).as("it may still be arriving").isEqualTo(3);
        later(FileStore.ARRIVES_WITHIN.plusMinutes(1)).sweep();
        nothingIsLeftOf("broken");
    }

    @Test
    void a_command_that_comes_again_finds_what_it_made_and_finishes_what_broke_off() throws Exception {
        byte[] content = new byte[3 * FilePieces.LENGTH + 7];
        random.nextBytes(content);
        assertThatThrownBy(() -> add(store, "again", broken(2 * FilePieces.LENGTH)))
                .isInstanceOf(IOException.class);
        StoredFile stored = add(store, "again", new ByteArrayInputStream(content));
        assertThat(add(store, "again", new ByteArrayInputStream(content))).isEqualTo(stored);
        assertThat(store.of(folder)).containsExactly(stored);
        try (InputStream in = store.open(stored)) {
            assertThat(in).hasBinaryContent(content);
        }
    }

    @Test
    void who_comes_after_the_sweep_stores_no_half_file() {
        InputStream slow = new InputStream() {
            private int read;

            @Override
            public int read() {
                if (read == FilePieces.LENGTH + 1) { // its first piece lies there
                    later(FileStore.ARRIVES_WITHIN.plusMinutes(1)).sweep();
                }
                return read++ < 2 * FilePieces.LENGTH ? 'x' : -1;
            }
        };
        assertThatThrownBy(() -> add(store, "slow", slow)).isInstanceOf(NotArrivedException.class);
        assertThat(store.of(folder)).isEmpty();
        assertThat(store.find("slow")).isEmpty();
    }

    @Test
    void of_those_who_add_a_version_at_once_each_has_a_number() throws Exception {
        List<Callable<StoredFile>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            String id = "v" + i + folder.id();
            all.add(() -> store.add(id, folder, folder.id(), "a", text("one of many"), AT, "user:one"));
        }
        List<Integer> versions = new ArrayList<>();
        try (var many = Executors.newFixedThreadPool(8)) {
            for (Future<StoredFile> stored : many.invokeAll(all)) {
                versions.add(stored.get().version());
            }
        }
        assertThat(versions).doesNotHaveDuplicates().allMatch(version -> version >= 1 && version <= 16);
    }

    @Test
    void all_of_an_owner_goes_with_it() throws Exception {
        StoredFile gone = add(store, "gone", text("personal"));
        FileOwner other = new FileOwner("folder", "other");
        StoredFile stays = store.add("stays", other, "stays", "a", text("another's"), AT, "user:one");
        files.remove(folder);
        assertThat(store.of(folder)).isEmpty();
        assertThat(store.find(gone.file(), 1)).isEmpty();
        nothingIsLeftOf("gone");
        assertThat(store.of(other)).containsExactly(stays);
    }

    @Test
    void and_what_is_arriving_for_it_too() {
        int length = FilePieces.LENGTH * 70; // more than are announced at once
        InputStream slow = new InputStream() {
            private int read;

            @Override
            public int read() {
                if (read == FilePieces.LENGTH + 1) {
                    files.remove(folder);
                }
                return read++ < length ? 'x' : -1;
            }
        };
        assertThatThrownBy(() -> add(store, "arriving", slow)).isInstanceOf(NotArrivedException.class);
        assertThat(store.of(folder)).isEmpty();
        assertThat(store.find("arriving")).isEmpty();
        assertThat(pieces("arriving")).as("of those that nobody knows of").isLessThan(64);
    }

    private StoredFile add(FileStore to, String id, InputStream content) throws IOException {
        return to.add(id, folder, id, "a", content, AT, "user:one");
    }

    private FileStore later(Duration by) {
        return new FileStore(
                mongo, DataSize.ofMegabytes(25), () -> Instant.now().plus(by));
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream broken(int after) {
        return new java.io.SequenceInputStream(new ByteArrayInputStream(new byte[after]), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("cut");
            }
        });
    }

    private void nothingIsLeftOf(String id) {
        assertThat(pieces(id)).isZero();
        assertThat(mongo.getCollection("files").countDocuments(new Document("_id", id)))
                .isZero();
    }

    private long pieces(String id) {
        return mongo.getCollection("filePieces")
                .countDocuments(new Document("_id", new Document("$regex", "^" + id + " ")));
    }

    private HttpResponse<String> upload(String role, String path, String name, String content) throws Exception {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                + content + "\r\n--b--\r\n";
        return send(request(role, path)
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> get(String role, String path) throws Exception {
        return send(request(role, path));
    }

    private HttpRequest.Builder request(String role, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + TestTokens.withRoles(role));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
