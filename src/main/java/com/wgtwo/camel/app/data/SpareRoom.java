package com.wgtwo.camel.app.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.engine.Constants;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's view of a database file that is longer on the disk than it is used. H2 does not survive a write that fails: it
 * closes the database with threads in it, some of which never return (measured: within 10 full disks under load). So what is
 * to be written asks for its room here first, and is refused while H2 has nothing begun.
 *
 * <p>Reached as {@code jdbc:h2:room:<path>} once {@link #register()} was called; the file itself is an ordinary one of H2.
 * Public because H2 makes objects of it.
 */
public final class SpareRoom extends FilePathWrapper {
    private static final String SCHEME = "room";

    /**
     * H2's own scheme for files that stay open when a thread is interrupted that reads or writes them. An ordinary file channel is
     * closed then, and with it the database of all other threads: a forced stop interrupts those that are still at work.
     */
    private static final String UNINTERRUPTED = "async:";

    private static final Map<String, RoomyFile> OPEN = new ConcurrentHashMap<>();

    static void register() {
        FilePath.register(new SpareRoom());
    }

    /** @param database the path as it stands in {@code jdbc:h2:file:<path>} */
    static String url(String database) {
        return "jdbc:h2:" + SCHEME + ":" + database;
    }

    /**
     * Makes sure that a database file can take so much more.
     *
     * @param database the path as it stands in {@code jdbc:h2:file:<path>}
     * @param rows whether rows that are there are changed, which writes as much as they have
     * @throws IOException when its disk is full; nothing of the database has changed then
     */
    static void reserve(String database, long bytes, boolean rows) throws IOException {
        RoomyFile file = OPEN.get(key(FilePath.get(database + Constants.SUFFIX_MV_FILE)));
        if (file != null) {
            file.reserve(bytes, rows);
        }
    }

    private static String key(FilePath file) {
        return file.toRealPath().toString();
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (mode.equals("r") || !name.endsWith(Constants.SUFFIX_MV_FILE)) {
            return super.open(mode);
        }
        String key = key(unwrap());
        FileChannel file = FilePath.get(UNINTERRUPTED + unwrap()).open(mode);
        return new RoomyFile(file, locked -> OPEN.put(key, locked), released -> OPEN.remove(key, released));
    }
}
