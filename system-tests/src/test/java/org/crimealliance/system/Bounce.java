package org.crimealliance.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.crimealliance.demo.Mailbox;
import org.crimealliance.demo.Mailbox.Mail;

/** A mail server that could not deliver a mail says so to where the mail came from. */
final class Bounce {

    private static final Pattern RETURN_PATH = Pattern.compile("(?im)^Return-Path:\\s*<([^>]+)>");

    private Bounce() {}

    static String returnPath(Mailbox mails, Mail mail) {
        Matcher path = RETURN_PATH.matcher(new String(mails.raw(mail.id()), UTF_8));
        if (!path.find()) {
            throw new AssertionError("no return path: " + mail);
        }
        return path.group(1);
    }

    /** The server's last word: 250 if it has taken it, or how it refused. */
    static int passOn(int port, String address) throws IOException {
        String report = """
            From: mailer-daemon@mx.example.org
            To: %s
            Subject: Undelivered mail
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            The mail could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.org

            Final-Recipient: rfc822; somebody@example.org
            Action: failed
            Status: 5.1.1
            Diagnostic-Code: smtp; 550 5.1.1 no such mailbox

            --b--
            """.formatted(address).replace("\n", "\r\n");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                OutputStream out = socket.getOutputStream()) {
            int answer = answer(in);
            for (String said : new String[] {
                "EHLO mx.example.org", "MAIL FROM:<>", "RCPT TO:<" + address + ">", "DATA", report + "."
            }) {
                out.write((said + "\r\n").getBytes(US_ASCII));
                answer = answer(in);
                if (answer >= 400) {
                    return answer;
                }
            }
            return answer;
        }
    }

    private static int answer(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        if (line == null) {
            throw new IOException("the server hung up");
        }
        return Integer.parseInt(line.substring(0, 3));
    }
}
