package org.crimealliance.stack.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MailCatcherIT {

    private static final byte[] PDF = "%PDF-1.7 not really".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private MailCatcher catcher;

    @BeforeEach
    void start() {
        catcher = MailCatcher.start(folder, 0, 0);
    }

    @AfterEach
    void stop() {
        catcher.close();
    }

    @Test
    void while_it_refuses_a_mail_may_come_again_later() throws Exception {
        Path refuses = Files.createFile(folder.resolveSibling(folder.getFileName() + ".refuses"));
        try {
            assertThatThrownBy(() -> send("Refused", "treasurer@example.org", "text", "<p>text</p>"))
                    .hasStackTraceContaining("451");
        } finally {
            Files.delete(refuses);
        }
        send("Taken", "treasurer@example.org", "text", "<p>text</p>");
        assertThat(json("/mails?to=treasurer@example.org").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_mail_is_listed_shown_and_its_attachment_downloaded() throws Exception {
        send("Rechnung – Grüße", "treasurer@example.org", "Pay at https://pay.example.org/x?a=1&b=2.", "<p>Hello</p>");
        JsonNode list = json("/mails?to=TREASURER@example.org&subject=gr%C3%BC");
        assertThat(list.path("total").asInt()).isEqualTo(1);
        JsonNode mail = list.path("items").get(0);
        assertThat(mail.path("id").asString()).isEqualTo("000001");
        assertThat(mail.path("to").asString()).isEqualTo("treasurer@example.org");
        assertThat(mail.path("from").asString()).isEqualTo("office@example.org");
        assertThat(mail.path("subject").asString()).isEqualTo("Rechnung – Grüße");
        assertThat(mail.path("date").asString()).isEqualTo("2020-12-07T15:30:00Z");

        assertThat(get("/mails/000001").body())
                .contains("<a rel=\"noopener noreferrer\" href=\"https://pay.example.org/x?a=1&amp;b=2\">")
                .contains("&lt;p&gt;Hello&lt;/p&gt;")
                .contains("Rechnung 2020-0001.pdf");
        HttpResponse<byte[]> attachment =
                http.send(request("/mails/000001/attachments/0"), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(attachment.body()).isEqualTo(PDF);
        assertThat(attachment.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment")
                .contains("Rechnung 2020-0001.pdf");
        assertThat(json("/mails/000001.json").path("text").asString()).startsWith("Pay at");
        assertThat(get("/mails/000001.eml").body()).startsWith("Return-Path: <office@example.org>");
        assertThat(get("/mails/000001/attachments/7").statusCode()).isEqualTo(404);
    }

    @Test
    void nothing_in_a_mail_is_run_by_the_page() throws Exception {
        String hostile = "\"><script>alert(1)</script><img src=x onerror=alert(2)>";
        send(hostile, "a@example.org", hostile + " https://x.example.org/\"onmouseover=alert(3)", hostile);
        for (String path : new String[] {"/", "/mails/000001", "/?q=%22%3E%3Cscript%3E"}) {
            HttpResponse<String> page = get(path);
            assertThat(page.body())
                    .doesNotContain("<script")
                    .doesNotContain("<img")
                    .doesNotContain("\"onmouseover");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .startsWith("default-src 'none'");
        }
    }

    @Test
    void mails_are_there_again_after_a_restart_and_numbers_go_on() throws Exception {
        send("one", "a@example.org", "1", "1");
        send("two", "b@example.org", "2", "2");
        catcher.close();
        catcher = MailCatcher.start(folder, 0, 0);
        send("three", "a@example.org", "3", "3");
        assertThat(json("/mails").path("items"))
                .extracting(mail -> mail.path("subject").asString())
                .containsExactly("one", "two", "three");
        assertThat(json("/mails?after=000001&limit=1").path("next").asString()).isEqualTo("000002");
        assertThat(Files.list(folder)).hasSize(3);
    }

    @Test
    void a_mail_to_two_is_caught_twice() throws Exception {
        send("both", "a@example.org,b@example.org", "x", "x");
        assertThat(json("/mails").path("items"))
                .extracting(mail -> mail.path("to").asString())
                .containsExactly("a@example.org", "b@example.org");
    }

    @Test
    void no_way_out_of_the_folder_and_no_other_method() throws Exception {
        assertThat(get("/mails/../../etc/passwd").statusCode()).isEqualTo(404);
        assertThat(get("/mails/%2e%2e%2fpasswd.eml").statusCode()).isEqualTo(404);
        assertThat(get("/mails?limit=many").statusCode()).isEqualTo(400);
        HttpRequest delete = HttpRequest.newBuilder(uri("/mails")).DELETE().build();
        assertThat(http.send(delete, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(405);
    }

    @Test
    void a_name_bent_to_loopback_sees_nothing() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", catcher.pagePort())) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: evil.example.org\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
    }

    private void send(String subject, String to, String text, String html) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(catcher.smtpPort()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("office@example.org");
        message.setRecipients(Message.RecipientType.TO, InternetAddress.parse(to));
        message.setSubject(subject, "UTF-8");
        message.setSentDate(Date.from(Instant.parse("2020-12-07T15:30:00Z")));
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart rich = new MimeBodyPart();
        rich.setContent(html, "text/html; charset=utf-8");
        MimeBodyPart both = new MimeBodyPart();
        both.setContent(new MimeMultipart("alternative", plain, rich));
        MimeBodyPart invoice = new MimeBodyPart();
        invoice.setDataHandler(new DataHandler(new ByteArrayDataSource(PDF, "application/pdf")));
        invoice.setFileName("Rechnung 2020-0001.pdf");
        message.setContent(new MimeMultipart(both, invoice));
        Transport.send(message);
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        return JsonMapper.builder().build().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + catcher.pagePort() + path);
    }
}
