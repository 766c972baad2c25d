package com.wgtwo.camel.app.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.h2.store.fs.FileBaseDefault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomyFileTest {
    private static final long MB = 1 << 20;

    @TempDir
    Path directory;

    private Path path;
    private Disk disk;

    @BeforeEach
    void aFileOfThreeBlocks() throws IOException {
        path = directory.resolve("file");
        Files.write(path, filled(3 * 4096));
        disk = new Disk(path);
    }

    @Test
    void roomIsOnTheDiskAndNotInTheFile() throws IOException {
        RoomyFile file = locked(disk);
        file.reserve(MB, false);

        assertThat(file.size()).isEqualTo(3 * 4096);
        assertThat(Files.size(path)).isGreaterThan(3 * 4096 + MB);
        assertThat(file.read(ByteBuffer.allocate(10), 3 * 4096)).isEqualTo(-1);

        file.close();
        assertThat(Files.size(path)).isEqualTo(3 * 4096);
    }

    @Test
    void whatHasRoomIsWrittenOnAFullDiskAndMoreIsRefusedBefore() throws IOException {
        RoomyFile file = locked(disk);
        file.reserve(MB, false);
        disk.room = Files.size(path);

        file.reserve(MB, false);
        file.write(ByteBuffer.wrap(new byte[(int) MB]), file.size());
        assertThat(file.size()).isEqualTo(3 * 4096 + MB);
        assertThatThrownBy(() -> file.reserve(100 * MB, false)).isInstanceOf(IOException.class);
        assertThat(file.size()).isEqualTo(3 * 4096 + MB);

        disk.room = Long.MAX_VALUE;
        file.reserve(100 * MB, false);
        assertThat(Files.size(path)).isGreaterThan(101 * MB);
        file.close();
    }

    @Test
    void theRoomOfAKilledProcessIsNoData() throws IOException {
        RoomyFile killed = locked(disk);
        killed.reserve(MB, false);
        killed.write(ByteBuffer.wrap(new byte[] {1}), 4 * 4096);
        disk.close();

        assertThat(locked(new Disk(path)).size()).isEqualTo(5 * 4096);
    }

    @Test
    void aRefusalLeavesTheRestOfTheDiskToOthers() throws IOException {
        RoomyFile file = locked(disk);
        file.reserve(MB, false);
        long size = Files.size(path);
        disk.room = size + 5 * MB;

        assertThatThrownBy(() -> file.reserve(100 * MB, false)).isInstanceOf(IOException.class);
        assertThat(Files.size(path)).isEqualTo(size);
        file.close();
    }

    @Test
    void aFileThatIsCutKeepsItsRoomAndHasNothingOldInIt() throws IOException {
        RoomyFile file = locked(disk);
        file.reserve(MB, false);
        file.truncate(4096);
        disk.room = Files.size(path);

        assertThat(file.size()).isEqualTo(4096);
        file.reserve(MB, false);
        file.write(ByteBuffer.wrap(new byte[(int) MB]), 4096);
        file.truncate(4096);
        disk.close();
        assertThat(locked(new Disk(path)).size()).as("after a kill").isEqualTo(4096);
    }

    @Test
    void whatChangesRowsHasRoomForThem() throws IOException {
        RoomyFile file = locked(disk);
        file.write(ByteBuffer.wrap(filled(20 * MB)), 0);
        file.reserve(MB, true);

        assertThat(Files.size(path)).isGreaterThan(41 * MB);
        file.close();
        assertThat(Files.size(path)).isEqualTo(20 * MB);
    }

    private static byte[] filled(long size) {
        byte[] data = new byte[(int) size];
        Arrays.fill(data, (byte) 7);
        return data;
    }

    /** Such as the command dead-letters beside the running program. */
    @Test
    void whoDoesNotGetTheLockTakesNothingAway() throws IOException {
        RoomyFile mine = locked(disk);
        mine.reserve(MB, false);
        RoomyFile others = new RoomyFile(new Disk(path), locked -> fail("is locked"), released -> {});
        assertThatThrownBy(() -> others.tryLock(0, Long.MAX_VALUE, false))
                .isInstanceOf(OverlappingFileLockException.class);
        mine.write(ByteBuffer.wrap(new byte[] {1}), 4 * 4096);
        long size = Files.size(path);

        others.close();
        assertThat(Files.size(path)).isEqualTo(size);
        mine.close();
        assertThat(Files.size(path)).isEqualTo(4 * 4096 + 1);
    }

    @Test
    void whoGetsTheLockGetsAFileWithoutTheRoomOfTheLastOne() throws IOException {
        RoomyFile mine = new RoomyFile(disk, locked -> {}, released -> {});
        FileLock lock = mine.tryLock(0, Long.MAX_VALUE, false);
        mine.reserve(MB, false);
        lock.release();
        assertThat(Files.size(path)).isEqualTo(3 * 4096);

        RoomyFile next = locked(new Disk(path));
        next.write(ByteBuffer.wrap(filled(MB)), 3 * 4096);
        mine.reserve(100 * MB, false);
        mine.close();
        assertThat(Files.size(path)).isEqualTo(3 * 4096 + MB);
        next.close();
    }

    @Test
    void whatWasWrittenUntilTheLockCameCounts() throws IOException {
        RoomyFile waiting = new RoomyFile(new Disk(path), locked -> {}, released -> {});
        disk.write(ByteBuffer.wrap(new byte[] {1}), 4 * 4096);

        assertThat(waiting.tryLock(0, Long.MAX_VALUE, false)).isNotNull();
        waiting.reserve(MB, false);
        waiting.close();
        assertThat(Files.size(path)).isEqualTo(4 * 4096 + 1);
    }

    private static RoomyFile locked(Disk disk) throws IOException {
        RoomyFile file = new RoomyFile(disk, locked -> {}, released -> {});
        assertThat(file.tryLock(0, Long.MAX_VALUE, false)).isNotNull();
        return file;
    }

    /** A file on a disk that can be full. */
    private static final class Disk extends FileBaseDefault {
        private final FileChannel file;
        private long room = Long.MAX_VALUE;

        private Disk(Path path) throws IOException {
            this.file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            if (position + source.remaining() > room) {
                throw new IOException("No space left on device");
            }
            return file.write(source, position);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
