package org.crimealliance.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Asks whether a port of the loopback address can be had. */
final class Ports {

    private Ports() {}

    /** First of a block of {@code count} ports that are free now, below those that the system gives out by itself. */
    static int freeBlock(int count) {
        for (int attempt = 0; attempt < 200; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            if (IntStream.range(base, base + count).allMatch(Ports::isFree)) {
                return base;
            }
        }
        throw new StackException("No " + count + " free ports in a row between 20000 and 32000");
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
