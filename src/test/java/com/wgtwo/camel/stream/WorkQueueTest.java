package com.wgtwo.camel.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class WorkQueueTest {
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void whatWasBegunGoesOnBeforeAnythingElseBegins() {
        WorkQueue queue = new WorkQueue(turns::add);
        begin(queue, "a");
        begin(queue, "b");
        queue.goOn(() -> done.add("rest of x"));
        begin(queue, "c");
        queue.goOn(() -> done.add("rest of y"));

        turns.forEach(Runnable::run);

        assertThat(done).containsExactly("rest of x", "rest of y", "a", "b", "c");
    }

    @Test
    void whatIsToBeginIsToldThatNoThreadCanBeHad() {
        begin(new WorkQueue(refusing()), "a");

        assertThat(done).containsExactly("a was refused");
    }

    @Test
    void whatGoesOnDoesSoOnceWithoutAThread() {
        new WorkQueue(refusing()).goOn(() -> done.add("rest"));

        assertThat(done).containsExactly("rest");
    }

    @Test
    void nothingIsForgottenWhenTheTurnOfAnotherOneTookWhatIsRefused() {
        boolean[] closed = {false};
        WorkQueue queue = new WorkQueue(turn -> {
            if (closed[0]) {
                turns.removeFirst().run();
                throw new RejectedExecutionException("shut down");
            }
            turns.add(turn);
        });
        begin(queue, "a");
        closed[0] = true;
        queue.goOn(() -> done.add("rest of x"));

        assertThat(done).containsExactly("rest of x", "a was refused");
        assertThat(turns).isEmpty();
    }

    private void begin(WorkQueue queue, String name) {
        queue.begin(() -> done.add(name), noThread -> done.add(name + " was refused"));
    }

    private static Executor refusing() {
        return turn -> {
            throw new RejectedExecutionException("shut down");
        };
    }
}
