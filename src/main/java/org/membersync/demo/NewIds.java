package org.membersync.demo;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** The ids that a simulator gives: random ones, or counted ones where a test must meet the same ids again. */
final class NewIds {

    private final AtomicLong last = new AtomicLong();
    private volatile long counted;

    /** From now on the ids are that prefix and a number that grows by one. */
    void count(long prefix) {
        counted = prefix;
    }

    String next() {
        return (counted == 0 ? UUID.randomUUID() : new UUID(counted, last.incrementAndGet())).toString();
    }
}
