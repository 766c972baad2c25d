package com.wgtwo.camel.app.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.function.Consumer;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** A file that is longer on the disk than its reader sees, by zeros that stand for room taken. Closing gives the room back. */
final class RoomyFile extends FileBaseDefault {
    /** Taken at once, so that few writes have to: 4 MB are written in about 2 ms. */
    private static final int STEP = 8 << 20;

    private static final int BLOCK = 4096;

    private final FileChannel file;
    private final Consumer<RoomyFile> whenClosed;
    private final Consumer<RoomyFile> whenLocked;
    private boolean locked;
    private long end;
    private long taken;

    /**
     * @param whenLocked told when the file is this process's own; before that its room belongs to somebody else
     * @param whenClosed told before the file is closed
     */
    RoomyFile(FileChannel file, Consumer<RoomyFile> whenLocked, Consumer<RoomyFile> whenClosed) throws IOException {
        this.file = file;
        this.whenLocked = whenLocked;
        this.whenClosed = whenClosed;
        measure();
    }

    private void measure() throws IOException {
        taken = file.size();
        end = endOfData();
    }

    /** Makes the file so much longer than its data, and some more. */
    synchronized void reserve(long bytes) throws IOException {
        if (taken - end >= bytes) {
            return;
        }
        long goal = end + bytes + STEP;
        ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
        while (taken < goal) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), goal - taken));
            try {
                taken += file.write(zeros, taken);
            } catch (IOException e) {
                if (taken - end >= bytes) {
                    return;
                }
                throw e;
            }
        }
    }

    /** A process that was killed has left its room: blocks of zeros, which H2 never has at the end of its data. */
    private long endOfData() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long last = taken;
        while (last > 0) {
            long from = (last - 1) / BLOCK * BLOCK;
            block.clear();
            int count = file.read(block, from);
            for (int i = 0; i < count; i++) {
                if (block.get(i) != 0) {
                    return last;
                }
            }
            last = from;
        }
        return 0;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return position >= size() ? -1 : file.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int count = file.write(source, position);
        end = Math.max(end, position + count);
        taken = Math.max(taken, end);
        return count;
    }

    @Override
    public synchronized long size() {
        return end;
    }

    @Override
    protected synchronized void implTruncate(long size) throws IOException {
        if (size < end) {
            file.truncate(size);
            end = size;
            taken = size;
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    public synchronized @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        FileLock lock = file.tryLock(position, size, shared);
        if (lock != null) {
            // Who had it until now may have written since.
            measure();
            locked = true;
            whenLocked.accept(this);
        }
        return lock;
    }

    @Override
    protected synchronized void implCloseChannel() throws IOException {
        whenClosed.accept(this);
        try {
            if (locked && taken > end) {
                file.truncate(end);
            }
        } finally {
            file.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
