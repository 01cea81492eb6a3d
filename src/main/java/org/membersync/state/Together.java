package org.membersync.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.springframework.dao.DataIntegrityViolationException;

/**
 * Does in one transaction what arrives while the one before is made: many small commits at the same time would stand in each
 * other's way.
 */
final class Together<T> {

    private static final int MOST = 100;

    private final Consumer<List<T>> transaction;
    private final ConcurrentLinkedQueue<Waiting<T>> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock(true);

    /** @param transaction does all of a list, or nothing of it and throws */
    Together(Consumer<List<T>> transaction) {
        this.transaction = transaction;
    }

    private static final class Waiting<T> {
        private final T item;
        private boolean done;
        private RuntimeException failure = new IllegalStateException("The transaction broke off");

        Waiting(T item) {
            this.item = item;
        }
    }

    /** Returns when the transaction that the item was in is committed; throws what it, or the item's own one, threw. */
    void put(T item) {
        Waiting<T> mine = new Waiting<>(item);
        queue.add(mine);
        turn.lock();
        try {
            while (!mine.done) {
                next();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    /** How many are in no transaction yet. */
    int waiting() {
        return queue.size();
    }

    private void next() {
        List<Waiting<T>> taken = new ArrayList<>();
        for (Waiting<T> one = queue.poll(); one != null; one = taken.size() < MOST ? queue.poll() : null) {
            taken.add(one);
        }
        try {
            RuntimeException failure = attempt(taken);
            // One that the database never takes must not keep the others out; while it is away nobody waits twice.
            boolean oneByOne = failure instanceof DataIntegrityViolationException && taken.size() > 1;
            taken.forEach(one -> one.failure = oneByOne ? attempt(List.of(one)) : failure);
        } finally {
            taken.forEach(one -> one.done = true);
        }
    }

    private RuntimeException attempt(List<Waiting<T>> taken) {
        try {
            transaction.accept(taken.stream().map(one -> one.item).toList());
            return null;
        } catch (RuntimeException failure) {
            return failure;
        }
    }
}
