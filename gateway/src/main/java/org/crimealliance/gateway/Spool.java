package org.crimealliance.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.crimealliance.platform.web.UploadLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Holds bodies while they come in, so that whoever sends or reads slowly keeps no service waiting. Small ones lie in
 * memory, larger ones too while there is some to spare, then on disk; how much lies there is bounded, in all and for each
 * owner.
 */
@Component
final class Spool {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int SMALL = 16 * 1024;
    private static final int LARGEST_IN_MEMORY = 256 * 1024;
    private static final long MEMORY_TO_SPARE = 32L * 1024 * 1024;
    private static final int FIRST_PIECE = 1024;
    private static final int SHARES = 4;
    private static final long COPIES =
            2; // of one upload by the portal: on its way there, and from there to the service

    private final Path folder;
    private final long room;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong inMemory = new AtomicLong();
    private final ConcurrentMap<String, Long> byOwner = new ConcurrentHashMap<>();

    Spool(GatewaySettings settings, UploadLimits uploads) throws IOException {
        this.room = settings.spool().room().toBytes();
        long needed = SHARES * COPIES * uploads.largestRequest();
        if (room < needed) {
            throw new IllegalStateException("The spool has no room for the largest upload: alliance.gateway.spool.room"
                    + " (ALLIANCE_SPOOL_ROOM) is " + room + " bytes and must be " + needed + " at least.");
        }
        this.folder = Files.createDirectories(settings.spool().folder());
    }

    /** Looks at what has arrived so far, and throws where it will not wait for more. */
    interface Arrival {
        void arrived(long bytes) throws IOException;
    }

    /**
     * Reads to the end.
     *
     * @param announced the length as it was announced; negative: not at all
     * @param owner the caller, who may hold a quarter of the room
     */
    HeldBody read(InputStream in, long announced, String owner, Arrival arrival) throws IOException {
        Share share = new Share(owner);
        try {
            return read(in, announced, share, arrival);
        } catch (IOException | RuntimeException e) {
            share.release();
            throw e;
        }
    }

    private HeldBody read(InputStream in, long announced, Share share, Arrival arrival) throws IOException {
        byte[] memory = new byte[(int) Math.clamp(announced < 0 ? FIRST_PIECE : announced, 1, SMALL)];
        int size = 0;
        while (true) {
            if (size == memory.length) {
                if (size == announced) {
                    return new HeldBody.InMemory(memory, size, share::release);
                }
                int larger = memory.length * 2;
                if (larger > LARGEST_IN_MEMORY || !share.mayTakeMemory(larger)) {
                    return onDisk(memory, in, share, arrival);
                }
                memory = Arrays.copyOf(memory, larger);
            }
            int read = in.read(memory, size, memory.length - size);
            if (read < 0) {
                return new HeldBody.InMemory(memory, size, share::release);
            }
            size += read;
            arrival.arrived(size);
        }
    }

    private HeldBody onDisk(byte[] first, InputStream in, Share share, Arrival arrival) throws IOException {
        FileChannel file = open();
        try {
            append(file, first, first.length, share);
            long length = first.length;
            byte[] buffer = new byte[SMALL];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                length += read;
                arrival.arrived(length);
                append(file, buffer, read, share);
            }
            return new HeldBody.OnDisk(file, length, share::release);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private FileChannel open() throws NoRoomException {
        try {
            // On Unix its name is taken away at once: a process that is killed leaves nothing behind.
            return FileChannel.open(
                    folder.resolve("body-" + UUID.randomUUID()),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static void append(FileChannel file, byte[] bytes, int length, Share share) throws NoRoomException {
        share.takeDisk(length);
        try {
            for (ByteBuffer piece = ByteBuffer.wrap(bytes, 0, length); piece.hasRemaining(); ) {
                file.write(piece);
            }
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private static NoRoomException broken(IOException fault) {
        LOG.error("The spool takes nothing: {}", fault.toString());
        return new NoRoomException(fault);
    }

    /** Bytes on disk now; for the metrics. */
    long held() {
        return held.get();
    }

    private final class Share {

        private final String owner;
        private long onDisk;
        private long spared;

        private Share(String owner) {
            this.owner = owner;
        }

        /** What is small needs not be asked for. */
        private boolean mayTakeMemory(int size) {
            long more = Math.max(0, size - SMALL) - spared;
            if (more > 0 && inMemory.addAndGet(more) > MEMORY_TO_SPARE) {
                inMemory.addAndGet(-more);
                return false;
            }
            spared += Math.max(0, more);
            return true;
        }

        private void takeDisk(int more) throws NoRoomException {
            onDisk += more;
            long inAll = held.addAndGet(more);
            long theirs = byOwner.merge(owner, (long) more, Long::sum);
            if (inAll > room || theirs > room / SHARES) {
                throw new NoRoomException();
            }
        }

        private void release() {
            inMemory.addAndGet(-spared);
            held.addAndGet(-onDisk);
            byOwner.computeIfPresent(owner, (key, sum) -> sum <= onDisk ? null : sum - onDisk);
            spared = 0;
            onDisk = 0;
        }
    }

    /** As much lies on disk as may, or as can: the disk's own faults are nobody else's. */
    static final class NoRoomException extends IOException {

        private static final long serialVersionUID = 1L;

        NoRoomException() {
            super("the spool is full");
        }

        NoRoomException(IOException fault) {
            super("the spool takes nothing", fault);
        }
    }
}
