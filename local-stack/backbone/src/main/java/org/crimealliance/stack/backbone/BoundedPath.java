package org.crimealliance.stack.backbone;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file that grows no further than the file beside it says, {@code <name>.limit}, in bytes: what a full disk does, on purpose,
 * for tests. Where there is none, the disk alone decides. Public only because H2 makes instances of it.
 */
public final class BoundedPath extends FilePathWrapper {

    static final String SCHEME = "bounded";

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new BoundedFile(super.open(mode), Path.of(getBase().toString() + ".limit"));
    }

    private static final class BoundedFile extends FileBase {

        private final FileChannel file;
        private final Path limit;

        BoundedFile(FileChannel file, Path limit) {
            this.file = file;
            this.limit = limit;
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            refuseBeyondTheLimit(position + source.remaining());
            return file.write(source, position);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            refuseBeyondTheLimit(file.position() + source.remaining());
            return file.write(source);
        }

        private void refuseBeyondTheLimit(long end) throws IOException {
            if (end <= file.size()) {
                return; // the room is the file's own already
            }
            try {
                if (end > Long.parseLong(Files.readString(limit).strip())) {
                    throw new IOException("No space left on device (the limit of " + limit + ")");
                }
            } catch (NoSuchFileException unbounded) {
                // as large as the disk lets it
            }
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
