package org.crimealliance.platform.testkit.fuzz;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * Sends one request after the other, over the connection of the one before where that was kept. A server may end a kept
 * connection just as it is used again: then the request goes once more, over a new one. A new connection that ends without
 * a byte is the server's fault.
 */
final class OneConnection implements AutoCloseable {

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private boolean kept;

    HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        boolean used = kept;
        try {
            return sendOnce(request);
        } catch (IOException e) {
            if (!used || !String.valueOf(e.getMessage()).contains("received no bytes")) {
                throw e;
            }
            return sendOnce(request);
        }
    }

    private HttpResponse<byte[]> sendOnce(HttpRequest request) throws IOException, InterruptedException {
        kept = false;
        HttpResponse<byte[]> answer = http.send(request, BodyHandlers.ofByteArray());
        kept = answer.headers().allValues("Connection").stream().noneMatch("close"::equalsIgnoreCase);
        return answer;
    }

    @Override
    public void close() {
        http.close();
    }
}
