package com.wgtwo.camel.app.event;

import org.apache.camel.support.LRUCacheFactory;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Remembers what was done for as long as the program runs. Camel's own memory is emptied whenever a route that uses it
 * stops, so that after a reload what is done already would be done again.
 */
public final class LastingMemory extends MemoryIdempotentRepository {

    /** The most that is remembered: fifty times the largest window the platform allows. */
    public static final int SIZE = 10_000;

    /** Remembers {@value #SIZE} keys; what was not asked for longest is forgotten first. */
    public LastingMemory() {
        super(LRUCacheFactory.newLRUCache(SIZE));
    }

    @Override
    protected void doStop() {
        // The memory belongs to the program, not to a route.
    }
}
