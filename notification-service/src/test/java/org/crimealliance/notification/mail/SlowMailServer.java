package org.crimealliance.notification.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A mail server that can be told, for each phase, to answer something else, late, or never. */
final class SlowMailServer implements AutoCloseable {

    enum Phase {
        GREETING("220 slow.example.org"),
        EHLO("250 slow.example.org"),
        MAIL("250 ok"),
        RCPT("250 ok"),
        DATA("354 go on"),
        DOT("250 taken");

        private final String usual;

        Phase(String usual) {
            this.usual = usual;
        }
    }

    /** An answer to be given once the latch opens; none ends the connection. */
    private record Answer(CountDownLatch when, String text) {}

    private final ServerSocket socket;
    private final Map<Phase, Answer> answers = new ConcurrentHashMap<>();
    private final Map<Phase, CountDownLatch> reached = new ConcurrentHashMap<>();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    SlowMailServer() throws IOException {
        this(0);
    }

    SlowMailServer(int port) throws IOException {
        socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    void answers(Phase phase, String text) {
        answers.put(phase, new Answer(new CountDownLatch(0), text));
    }

    /** The usual answer, but only once what is returned is counted down. */
    CountDownLatch waits(Phase phase) {
        CountDownLatch open = new CountDownLatch(1);
        answers.put(phase, new Answer(open, phase.usual));
        reached.put(phase, new CountDownLatch(1));
        return open;
    }

    void endsTheConnection(Phase phase) {
        answers(phase, "");
    }

    /** Whether a connection has come so far, since that phase was told to wait. */
    boolean isAt(Phase phase) {
        return reached.get(phase).getCount() == 0;
    }

    /** The mails whose final dot has come. */
    List<String> taken() {
        return taken;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
            boolean goesOn = answer(connection, Phase.GREETING);
            for (String line = goesOn ? in.readLine() : null; line != null; line = goesOn ? in.readLine() : null) {
                String verb = line.split("[ :]")[0].toUpperCase(java.util.Locale.ROOT);
                goesOn = switch (verb) {
                    case "EHLO" -> answer(connection, Phase.EHLO);
                    case "MAIL" -> answer(connection, Phase.MAIL);
                    case "RCPT" -> answer(connection, Phase.RCPT);
                    case "DATA" ->
                        answer(connection, Phase.DATA)
                                && (isRefused(Phase.DATA) || (takes(in) && answer(connection, Phase.DOT)));
                    case "QUIT" -> false;
                    default -> say(connection, "250 ok");
                };
            }
        } catch (IOException | InterruptedException gone) {
            // the client has had enough
        }
    }

    private boolean isRefused(Phase phase) {
        Answer answer = answers.get(phase);
        return answer != null && !answer.text().equals(phase.usual);
    }

    private boolean takes(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            mail.append(line).append('\n');
            line = in.readLine();
        }
        if (line != null) {
            taken.add(mail.toString());
        }
        return line != null;
    }

    private boolean answer(Socket connection, Phase phase) throws IOException, InterruptedException {
        CountDownLatch here = reached.get(phase);
        if (here != null) {
            here.countDown();
        }
        Answer answer = answers.getOrDefault(phase, new Answer(new CountDownLatch(0), phase.usual));
        answer.when().await();
        return !answer.text().isEmpty() && say(connection, answer.text());
    }

    private static boolean say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
