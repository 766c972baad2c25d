package com.wgtwo.camel.app.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SharedHeadersTest {
    private static final int MAPS = 4;

    private final SharedHeadersFactory factory = new SharedHeadersFactory();

    /** What is done to one of the maps, with the help of another. */
    private record Step(Kind kind, int map, int other, String name, String value) {}

    private enum Kind {
        PUT,
        REMOVE,
        COPY,
        ADD_ALL,
        SET_EACH,
        REMOVE_SOME,
        CLEAR
    }

    @Property
    void copiesKnowNothingOfEachOther(@ForAll("steps") List<Step> steps) {
        List<Map<String, Object>> maps = new ArrayList<>();
        List<Map<String, Object>> models = new ArrayList<>();
        for (int i = 0; i < MAPS; i++) {
            maps.add(factory.newMap());
            models.add(model());
        }
        for (Step step : steps) {
            run(step, maps, factory::newMap);
            run(step, models, other -> {
                Map<String, Object> copy = model();
                copy.putAll(other);
                return copy;
            });
            for (int i = 0; i < MAPS; i++) {
                same(maps.get(i), models.get(i));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(0, MAPS - 1),
                        Arbitraries.integers().between(0, MAPS - 1),
                        Arbitraries.strings().withChars("aAbBß").ofMinLength(0).ofMaxLength(3),
                        Arbitraries.of("x", "y", "z").injectNull(0.2))
                .as(Step::new)
                .list()
                .ofMaxSize(120);
    }

    @Test
    void growsBeyondWhatItBeginsWith() {
        Map<String, Object> map = factory.newMap();
        for (int i = 0; i < 1000; i++) {
            map.put("name" + i, i);
        }
        assertThat(map).hasSize(1000).containsEntry("NAME999", 999);
    }

    @Test
    void aWalkFailsWhenAnotherHeaderIsSetMeanwhile() {
        Map<String, Object> map = factory.newMap();
        map.put("a", 1);
        Iterator<Map.Entry<String, Object>> walk = map.entrySet().iterator();
        map.put("b", 2);
        assertThatThrownBy(walk::next).isInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    void aHeaderHasAName() {
        Map<String, Object> map = factory.newMap();
        assertThatThrownBy(() -> map.put(null, 1)).isInstanceOf(NullPointerException.class);
        assertThat(map.get(null)).isNull();
    }

    private static Map<String, Object> model() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }

    private static void run(Step step, List<Map<String, Object>> maps, Copier copier) {
        Map<String, Object> map = maps.get(step.map());
        Map<String, Object> other = maps.get(step.other());
        switch (step.kind()) {
            case PUT -> map.put(step.name(), step.value());
            case REMOVE -> map.remove(step.name());
            case COPY -> maps.set(step.map(), copier.copy(other));
            case ADD_ALL -> map.putAll(other);
            case SET_EACH -> map.entrySet().forEach(entry -> entry.setValue(step.value()));
            case REMOVE_SOME -> map.keySet().removeIf(name -> name.equalsIgnoreCase(step.name()));
            case CLEAR -> map.clear();
        }
    }

    private static void same(Map<String, Object> map, Map<String, Object> model) {
        assertThat(map.size()).isEqualTo(model.size());
        Map<String, Object> spelled = new TreeMap<>(map);
        assertThat(spelled).isEqualTo(new TreeMap<>(model));
        model.forEach((name, value) -> {
            String loud = name.toUpperCase(Locale.ROOT);
            assertThat(map.get(loud)).isEqualTo(model.get(loud));
            assertThat(map.containsKey(name)).isTrue();
        });
    }

    private interface Copier {
        Map<String, Object> copy(Map<String, Object> other);
    }
}
