package org.crimealliance.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends what no proper one would: bytes as they are given, when they are given. */
final class RawClient implements AutoCloseable {

    private final Socket socket;

    RawClient(int port) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(16 * 1024); // so that a slow reader is felt at once
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setSoTimeout(20_000);
        socket.setTcpNoDelay(true);
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** All that is answered until the other side closes. */
    String answer() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** So many bytes at most, as they come. */
    void read(int atMost) throws IOException {
        socket.getInputStream().readNBytes(atMost);
    }

    /** What is answered up to this. */
    String until(String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int one = socket.getInputStream().read();
            if (one < 0) {
                break;
            }
            read.append((char) one);
        }
        return read.toString();
    }

    /** Sends a byte now and then until the other side has had enough; its answer. */
    String drip(String what, long millisBetween) throws IOException {
        try {
            for (int i = 0; i < 200 && socket.getInputStream().available() == 0; i++) {
                send(what);
                java.util.concurrent.locks.LockSupport.parkNanos(millisBetween * 1_000_000);
            }
        } catch (IOException closed) {
            // it has had enough
        }
        return answer();
    }

    /** Goes away as a machine does that loses its line. */
    void abort() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
