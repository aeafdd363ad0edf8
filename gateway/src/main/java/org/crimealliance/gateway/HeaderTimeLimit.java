package org.crimealliance.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.coyote.ContinueResponseTiming;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.crimealliance.platform.web.ProblemWriter;

/**
 * The container's own HTTP/1.1, with a time limit for all of a request's headers. Its own limit is for one byte to the
 * next, so that a byte now and then kept a connection for ever.
 */
public final class HeaderTimeLimit extends Http11NioProtocol {

    private volatile Duration limit = Duration.ofSeconds(10);

    public HeaderTimeLimit() {
        // "100 Continue" is said when the body is read, not to a sender who is refused
        setContinueResponseTiming(ContinueResponseTiming.ON_REQUEST_BODY_READ.toString());
        // nobody needs them, and while they drip no byte of the body arrives whose pace could be judged
        setMaxExtensionSize(0);
        setMaxTrailerSize("\r\n".length()); // the end of no trailers
    }

    void limit(Duration headers) {
        limit = headers;
    }

    @Override
    protected Processor createProcessor() {
        return new Timed();
    }

    private final class Timed extends Http11Processor {

        private Timed() {
            super(HeaderTimeLimit.this, HeaderTimeLimit.this.getAdapter());
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            SocketState state = super.service(socket);
            if (state != SocketState.LONG || isAsync() || !late()) {
                return state;
            }
            refuse(socket);
            return SocketState.CLOSED;
        }

        /** Called with each piece that arrives; where none does, the connection's own limit ends the wait. */
        private boolean late() {
            long start = request.getStartTimeNanos();
            return start != -1 && System.nanoTime() - start > limit.toNanos();
        }

        private static void refuse(SocketWrapperBase<?> socket) throws IOException {
            byte[] body = ProblemWriter.json(408, "headers-too-slow", "The request came too slowly.")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] head = ("HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\nContent-Length: "
                            + body.length + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            socket.write(true, head, 0, head.length);
            socket.write(true, body, 0, body.length);
            socket.flush(true);
        }
    }
}
