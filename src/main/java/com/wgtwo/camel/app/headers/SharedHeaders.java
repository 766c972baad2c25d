package com.wgtwo.camel.app.headers;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Headers of a message, whose names are the same in upper and lower case. Two maps share what they hold until one of them is
 * changed: Camel's error handler copies each message before each step that it may repeat, twice, and hardly ever needs the
 * copy. As in Camel's own map a header that is set again keeps the spelling of its name; unlike there, headers stand in the
 * order in which they were set.
 *
 * <p>A name is looked for among all, which is the fastest as long as they are some dozens, and takes its time with thousands.
 * Like other maps it is not to be changed by two threads at once; to share is no change.
 */
final class SharedHeaders extends AbstractMap<String, Object> {
    private static final int ROOM = 24;
    private static final String[] NO_NAMES = {};
    private static final Object[] NO_VALUES = {};

    private String[] names = NO_NAMES;
    private @Nullable Object[] values = NO_VALUES;
    private int size;
    private int changes;

    /** Whether another map may look at the same arrays; the copy may have been made by another thread than changes this one. */
    private volatile boolean shared;

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable Object get(@Nullable Object name) {
        int at = find(name);
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return find(name) >= 0;
    }

    @Override
    public @Nullable Object put(String name, @Nullable Object value) {
        int at = find(Objects.requireNonNull(name, "the name of a header"));
        if (at >= 0) {
            Object before = values[at];
            set(at, value);
            return before;
        }
        own(size + 1);
        names[size] = name;
        values[size] = value;
        size++;
        changes++;
        return null;
    }

    @Override
    public void putAll(Map<? extends String, ? extends @Nullable Object> other) {
        if (size == 0 && other instanceof SharedHeaders headers && headers != this) {
            share(headers);
        } else {
            super.putAll(other);
        }
    }

    private void share(SharedHeaders other) {
        if (!other.shared) {
            other.shared = true;
        }
        names = other.names;
        values = other.values;
        size = other.size;
        shared = true;
        changes++;
    }

    @Override
    public @Nullable Object remove(@Nullable Object name) {
        int at = find(name);
        if (at < 0) {
            return null;
        }
        Object before = values[at];
        removeAt(at);
        return before;
    }

    @Override
    public void clear() {
        names = NO_NAMES;
        values = NO_VALUES;
        size = 0;
        shared = false;
        changes++;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new Entries();
    }

    private int find(@Nullable Object name) {
        if (!(name instanceof String text)) {
            return -1;
        }
        for (int i = 0; i < size; i++) {
            String there = names[i];
            // Most names that are looked for are the very constants that were set.
            if (there == text || there.length() == text.length() && there.equalsIgnoreCase(text)) {
                return i;
            }
        }
        return -1;
    }

    private void set(int at, @Nullable Object value) {
        own(size);
        values[at] = value;
    }

    private void removeAt(int at) {
        own(size);
        System.arraycopy(names, at + 1, names, at, size - at - 1);
        System.arraycopy(values, at + 1, values, at, size - at - 1);
        size--;
        values[size] = null;
        changes++;
    }

    /** Makes the arrays its own, and large enough. */
    private void own(int needed) {
        if (shared || needed > names.length) {
            int room = needed <= ROOM ? ROOM : needed + needed / 2;
            names = Arrays.copyOf(names, room);
            values = Arrays.copyOf(values, room);
            shared = false;
        }
    }

    private final class Entries extends AbstractSet<Entry<String, Object>> {
        @Override
        public int size() {
            return size;
        }

        @Override
        public void clear() {
            SharedHeaders.this.clear();
        }

        @Override
        public Iterator<Entry<String, Object>> iterator() {
            return new Walk();
        }
    }

    private final class Walk implements Iterator<Entry<String, Object>> {
        private int next;
        private boolean removable;
        private int expected = changes;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Entry<String, Object> next() {
            check();
            if (next >= size) {
                throw new NoSuchElementException();
            }
            removable = true;
            return new Header(names[next], values[next++]);
        }

        @Override
        public void remove() {
            if (!removable) {
                throw new IllegalStateException("no header to remove");
            }
            check();
            removeAt(--next);
            removable = false;
            expected = changes;
        }

        private void check() {
            if (expected != changes) {
                throw new ConcurrentModificationException();
            }
        }
    }

    /** One header as it was when it was asked for; setting its value sets that of the map. */
    private final class Header extends SimpleEntry<String, Object> {
        private static final long serialVersionUID = 1L;

        Header(String name, @Nullable Object value) {
            super(name, value);
        }

        @Override
        public @Nullable Object setValue(@Nullable Object value) {
            int at = find(getKey());
            if (at >= 0) {
                set(at, value);
            }
            return super.setValue(value);
        }
    }
}
