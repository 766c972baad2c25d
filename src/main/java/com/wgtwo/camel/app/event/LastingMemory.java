package com.wgtwo.camel.app.event;

import org.apache.camel.support.LRUCacheFactory;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * Remembers what was done for as long as the program runs. Camel's own memory is emptied whenever a route that uses it
 * stops, so that after a reload what is done already would be done again.
 */
public final class LastingMemory extends MemoryIdempotentRepository {

    /** @param size the most that is remembered; what was not asked for longest is forgotten first */
    public LastingMemory(int size) {
        super(LRUCacheFactory.newLRUCache(size));
    }

    @Override
    protected void doStop() {
        // The memory belongs to the program, not to a route.
    }
}
