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
        byte[] data = new byte[3 * 4096];
        Arrays.fill(data, (byte) 7);
        Files.write(path, data);
        disk = new Disk(path);
    }

    @Test
    void roomIsOnTheDiskAndNotInTheFile() throws IOException {
        RoomyFile file = locked(disk);
        file.reserve(MB);

        assertThat(file.size()).isEqualTo(3 * 4096);
        assertThat(Files.size(path)).isGreaterThan(3 * 4096 + MB);
        assertThat(file.read(ByteBuffer.allocate(10), 3 * 4096)).isEqualTo(-1);

        file.close();
        assertThat(Files.size(path)).isEqualTo(3 * 4096);
    }

    @Test
    void whatHasRoomIsWrittenOnAFullDiskAndMoreIsRefusedBefore() throws IOException {
        RoomyFile file = locked(disk);
        file.reserve(MB);
        disk.room = Files.size(path);

        file.reserve(MB);
        file.write(ByteBuffer.wrap(new byte[(int) MB]), file.size());
        assertThat(file.size()).isEqualTo(3 * 4096 + MB);
        assertThatThrownBy(() -> file.reserve(100 * MB)).isInstanceOf(IOException.class);
        assertThat(file.size()).isEqualTo(3 * 4096 + MB);

        disk.room = Long.MAX_VALUE;
        file.reserve(100 * MB);
        assertThat(Files.size(path)).isGreaterThan(101 * MB);
        file.close();
    }

    @Test
    void theRoomOfAKilledProcessIsNoData() throws IOException {
        RoomyFile killed = locked(disk);
        killed.reserve(MB);
        killed.write(ByteBuffer.wrap(new byte[] {1}), 4 * 4096);
        disk.close();

        assertThat(locked(new Disk(path)).size()).isEqualTo(5 * 4096);
    }

    @Test
    void aFileThatIsCutHasNoRoomLeftBehindItsEnd() throws IOException {
        RoomyFile file = locked(disk);
        file.reserve(MB);
        file.truncate(4096);

        assertThat(file.size()).isEqualTo(4096);
        assertThat(Files.size(path)).isEqualTo(4096);
        file.close();
    }

    /** Such as the command dead-letters beside the running program. */
    @Test
    void whoDoesNotGetTheLockTakesNothingAway() throws IOException {
        RoomyFile mine = locked(disk);
        mine.reserve(MB);
        RoomyFile others = new RoomyFile(new Disk(path), locked -> fail("is locked"), closed -> {});
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
    void whatWasWrittenUntilTheLockCameCounts() throws IOException {
        RoomyFile waiting = new RoomyFile(new Disk(path), locked -> {}, closed -> {});
        disk.write(ByteBuffer.wrap(new byte[] {1}), 4 * 4096);

        assertThat(waiting.tryLock(0, Long.MAX_VALUE, false)).isNotNull();
        waiting.reserve(MB);
        waiting.close();
        assertThat(Files.size(path)).isEqualTo(4 * 4096 + 1);
    }

    private static RoomyFile locked(Disk disk) throws IOException {
        RoomyFile file = new RoomyFile(disk, locked -> {}, closed -> {});
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
