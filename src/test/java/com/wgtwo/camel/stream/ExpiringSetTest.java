package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is remembered, beside a map of the JDK that does the same at three times the memory. */
class ExpiringSetTest {
    private static final long LIFETIME = 1000;

    /** Few homes in the table, some of them its last ones, so that identities come into each other's way. */
    private static final long[] LOWS = {0, 1, 2, 126, 127, 128, 255, 1024, -1};

    @Property(tries = 300)
    void remembersTheNewestUntilTheyExpire(@ForAll long seed, @ForAll @IntRange(min = 1, max = 150) int capacity) {
        Random random = new Random(seed);
        ExpiringSet set = new ExpiringSet(capacity);
        Map<EventId, Long> model = new LinkedHashMap<>();
        // The clock of Java may flow over.
        long now = Long.MAX_VALUE - 3000;
        for (int step = 0; step < 1000; step++) {
            now += random.nextInt(20);
            EventId id = new EventId(random.nextInt(20), LOWS[random.nextInt(LOWS.length)]);
            if (random.nextInt(4) > 0) {
                set.add(id, now, LIFETIME);
                add(model, id, now, capacity);
            } else {
                set.remove(id);
                model.remove(id);
            }
            EventId asked = new EventId(random.nextInt(20), LOWS[random.nextInt(LOWS.length)]);
            Long expiry = model.get(asked);
            assertThat(set.contains(asked, now)).isEqualTo(expiry != null && expiry - now > 0);
            assertThat(set.size()).isEqualTo(model.size());
        }
    }

    private static void add(Map<EventId, Long> model, EventId id, long now, int capacity) {
        model.remove(id);
        model.put(id, now + LIFETIME);
        Iterator<Long> oldest = model.values().iterator();
        while (oldest.hasNext() && (oldest.next() - now <= 0 || model.size() > capacity)) {
            oldest.remove();
        }
    }

    @Test
    void oneThatStaysDoesNotKeepTheRoomOfThoseThatGo() {
        ExpiringSet set = new ExpiringSet(10_000);
        EventId stays = id("stays");
        set.add(stays, 0, LIFETIME);
        for (int i = 0; i < 100_000; i++) {
            EventId goes = id("goes " + i);
            set.add(goes, 0, LIFETIME);
            set.remove(goes);
        }
        assertThat(set.size()).isEqualTo(1);
        assertThat(set.contains(stays, 0)).isTrue();
        assertThat(set.room()).isLessThanOrEqualTo(128);
    }

    @Test
    void tensOfThousandsAreKept() {
        ExpiringSet set = new ExpiringSet(50_000);
        for (int i = 0; i < 120_000; i++) {
            set.add(id("event " + i), i, Long.MAX_VALUE / 2);
        }
        assertThat(set.size()).isEqualTo(50_000);
        for (int i = 0; i < 120_000; i++) {
            assertThat(set.contains(id("event " + i), 120_000)).isEqualTo(i >= 70_000);
        }
    }

    private static EventId id(String content) {
        return EventId.of(content.getBytes(StandardCharsets.UTF_8), 0);
    }
}
