package org.membersync.state;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Commits together what comes at the same time: a commit costs a write to the disk, and while one lasts others wait for it
 * anyway. What comes alone is committed at once.
 */
class GroupedCommits {

    /** So many at once at most, so that no transaction holds many rows. */
    private static final int LARGEST_GROUP = 32;

    private final TransactionTemplate transaction;
    private final ConcurrentLinkedQueue<Part> waiting = new ConcurrentLinkedQueue<>();

    /** Fair, or whoever comes last would commit before those may go whose part is committed already. */
    private final ReentrantLock turn = new ReentrantLock(true);

    GroupedCommits(TransactionTemplate transaction) {
        this.transaction = transaction;
    }

    private static final class Part {

        private final Runnable work;
        private boolean ended;
        private RuntimeException failure;

        Part(Runnable work) {
            this.work = work;
        }

        void ends(RuntimeException with) {
            ended = true;
            failure = with;
        }
    }

    /**
     * Does the work in a transaction, which it may share with the work of other callers; committed when this returns.
     *
     * @param work locks no row that others write, or a collision would turn the whole group away; may be done again when
     *     another's cannot be stored
     * @throws RuntimeException why the caller's own work is not committed
     */
    void commit(Runnable work) {
        Part mine = new Part(work);
        waiting.add(mine);
        turn.lock();
        try {
            // The group that was committed meanwhile may have had no room for it.
            while (!mine.ended) {
                commitNext();
            }
        } finally {
            turn.unlock();
        }
        if (mine.failure != null) {
            throw mine.failure;
        }
    }

    /** How many wait for their turn. */
    int waiting() {
        return waiting.size();
    }

    private void commitNext() {
        List<Part> group = new ArrayList<>();
        for (Part part = waiting.poll(); part != null; part = group.size() < LARGEST_GROUP ? waiting.poll() : null) {
            group.add(part);
        }
        try {
            Collisions.outlive(transaction, () -> group.forEach(part -> part.work.run()));
            group.forEach(part -> part.ends(null));
        } catch (RuntimeException failed) {
            group.forEach(part -> part.ends(isOfOnePart(failed) ? alone(part) : failed));
        } catch (Error failed) {
            group.forEach(part -> part.ends(new IllegalStateException("The program cannot go on", failed)));
            throw failed;
        }
    }

    /** Whether what a part holds cannot be stored, which must not keep the others out; else the database itself is in trouble. */
    private static boolean isOfOnePart(RuntimeException failed) {
        return failed instanceof NonTransientDataAccessException
                && !(failed instanceof NonTransientDataAccessResourceException);
    }

    private RuntimeException alone(Part part) {
        try {
            Collisions.outlive(transaction, part.work);
            return null;
        } catch (RuntimeException failed) {
            return failed;
        }
    }
}
