package com.wgtwo.camel.app.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.function.Consumer;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/**
 * A file that is longer on the disk than its reader sees, by zeros that stand for room taken. Only who has its lock takes
 * room, and gives it back before it gives back the lock: then the file may be somebody else's.
 */
final class RoomyFile extends FileBaseDefault {
    /** Taken at once beside what is asked for, so that few writes have to wait for it. */
    private static final int STEP = 8 << 20;

    /** What a statement that changes rows may have to keep of them until it is committed, at most. */
    private static final long ROWS = 64 << 20;

    private static final int BLOCK = 4096;

    private final FileChannel file;
    private final Consumer<RoomyFile> whenLocked;
    private final Consumer<RoomyFile> whenReleased;
    private boolean locked;
    private volatile long end;
    private long taken;

    RoomyFile(FileChannel file, Consumer<RoomyFile> whenLocked, Consumer<RoomyFile> whenReleased) {
        this.file = file;
        this.whenLocked = whenLocked;
        this.whenReleased = whenReleased;
    }

    /**
     * Makes the file longer than its data, by what is asked for and some more; or not at all.
     *
     * @param rows whether rows that are there are changed, which writes as much as they have
     * @throws IOException when there is no room for what is asked for
     */
    synchronized void reserve(long bytes, boolean rows) throws IOException {
        long needed = rows ? bytes + Math.min(end, ROWS) : bytes;
        if (!locked || taken - end >= needed) {
            return;
        }
        long before = taken;
        try {
            zeros(taken, end + needed + STEP);
        } catch (IOException e) {
            if (taken - end < needed) {
                // A full disk is left as it was: others need the rest of it.
                file.truncate(before);
                taken = before;
                throw e;
            }
        }
    }

    private void zeros(long from, long to) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate(1 << 16);
        long position = from;
        while (position < to) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - position));
            position += file.write(zeros, position);
            taken = Math.max(taken, position);
        }
    }

    /** A process that was killed has left its room: blocks of zeros, which H2 never has at the end of its data. */
    private long endOfData() throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        long last = taken;
        while (last > 0) {
            long from = (last - 1) / BLOCK * BLOCK;
            block.clear().limit((int) (last - from));
            while (block.hasRemaining() && file.read(block, from + block.position()) >= 0) {}
            while (block.position() > 0) {
                if (block.get(block.position() - 1) != 0) {
                    return last;
                }
                block.position(block.position() - 1);
            }
            last = from;
        }
        return 0;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return position >= end ? -1 : file.read(target, position);
    }

    @Override
    public synchronized int write(ByteBuffer source, long position) throws IOException {
        int count = file.write(source, position);
        end = Math.max(end, position + count);
        taken = Math.max(taken, end);
        return count;
    }

    @Override
    public long size() {
        return end;
    }

    /** Keeps the room: what others have reserved they may be about to write. */
    @Override
    protected synchronized void implTruncate(long size) throws IOException {
        if (size < end) {
            long room = Math.max(taken - end, STEP);
            zeros(size, Math.min(end, size + room));
            if (taken > size + room) {
                file.truncate(size + room);
                taken = size + room;
            }
            end = size;
        }
    }

    @Override
    public void force(boolean metaData) throws IOException {
        file.force(metaData);
    }

    @Override
    public synchronized @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        FileLock lock = file.tryLock(position, size, shared);
        if (lock == null) {
            return null;
        }
        taken = file.size();
        end = endOfData();
        locked = true;
        whenLocked.accept(this);
        return new Lock(lock);
    }

    private synchronized void giveBack() throws IOException {
        if (locked) {
            locked = false;
            whenReleased.accept(this);
            if (file.isOpen() && taken > end) {
                file.truncate(end);
            }
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        try {
            giveBack();
        } finally {
            file.close();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }

    /** The lock of the file, whose release is when the room ends. */
    private final class Lock extends FileLock {
        private final FileLock lock;

        private Lock(FileLock lock) {
            super(file, lock.position(), lock.size(), lock.isShared());
            this.lock = lock;
        }

        @Override
        public boolean isValid() {
            return lock.isValid();
        }

        @Override
        public void release() throws IOException {
            giveBack();
            if (file.isOpen()) {
                lock.release();
            }
        }
    }
}
