package org.crimealliance.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A body that has arrived whole: a small one in memory, a larger one in a file that is gone with the process. */
sealed interface HeldBody extends AutoCloseable {

    HeldBody NONE = new InMemory(new byte[0], 0, () -> {});

    long length();

    /** From its first byte, each time. */
    InputStream content();

    BodyPublisher publisher();

    @Override
    void close();

    /** @param released what to do when it is no longer needed */
    record InMemory(byte[] bytes, int size, Runnable released) implements HeldBody {

        @Override
        public long length() {
            return size;
        }

        @Override
        public InputStream content() {
            return new ByteArrayInputStream(bytes, 0, size);
        }

        @Override
        public BodyPublisher publisher() {
            return size == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes, 0, size);
        }

        @Override
        public void close() {
            released.run();
        }
    }

    /** @param released what to do when it is no longer needed */
    record OnDisk(FileChannel file, long length, Runnable released) implements HeldBody {

        @Override
        public InputStream content() {
            return new FromFile(file);
        }

        @Override
        public BodyPublisher publisher() {
            return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::content), length);
        }

        @Override
        public void close() {
            try {
                file.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                released.run();
            }
        }
    }

    /** Keeps its own place, so that a second attempt does not continue where the first was. */
    final class FromFile extends InputStream {

        private final FileChannel file;
        private long position;

        private FromFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = file.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(read, 0);
            return read;
        }
    }
}
