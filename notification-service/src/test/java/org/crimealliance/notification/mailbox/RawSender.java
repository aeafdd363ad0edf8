package org.crimealliance.notification.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A sender who says what no program would. */
final class RawSender implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;
    private final @Nullable String greeting;

    RawSender(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        out = socket.getOutputStream();
        greeting = in.readLine();
    }

    @Nullable
    String greeting() {
        return greeting;
    }

    /** The last line of the answer. */
    @Nullable
    String say(String line) throws IOException {
        return say("", 0, line);
    }

    /** @param octets so much of {@code much} before the line, or a little more */
    @Nullable
    String say(String much, int octets, String line) throws IOException {
        byte[] piece = much.getBytes(StandardCharsets.UTF_8);
        for (int said = 0; said < octets; said += piece.length) {
            out.write(piece);
        }
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        String answer = in.readLine();
        while (answer != null && answer.length() > 3 && answer.charAt(3) == '-') {
            answer = in.readLine();
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
