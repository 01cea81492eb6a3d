package org.membersync.state;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.membersync.decision.Change;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Hands out due changes and claims more, a few at a time, when these are used up.
 * Once it has ended it stays so. Not for several threads at once. */
public final class DueChanges implements Iterator<Change> {

    private static final Logger LOG = LoggerFactory.getLogger(DueChanges.class);

    /** Few, so that a stop leaves few claims unserved; more than one, so that the database is asked less often. */
    private static final int CLAIMED_AT_ONCE = 16;

    private final IntFunction<List<Change>> claim;
    private final Consumer<Collection<Change>> release;
    private final Queue<Change> claimed = new ArrayDeque<>();
    private BooleanSupplier stopped = () -> false;
    private Runnable pace = () -> {};
    private boolean begun;
    private boolean ended;

    DueChanges(IntFunction<List<Change>> claim, Consumer<Collection<Change>> release) {
        this.claim = claim;
        this.release = release;
    }

    /** The same changes, ending early as soon as {@code stopping} says so. */
    public DueChanges until(BooleanSupplier stopping) {
        stopped = stopping;
        return this;
    }

    /** The same changes, each handed out after {@code pacing} returned. */
    public DueChanges paced(Runnable pacing) {
        pace = pacing;
        return this;
    }

    @Override
    public boolean hasNext() {
        if (!ended && stopped.getAsBoolean()) {
            release.accept(claimed);
            claimed.clear();
        } else if (!ended && claimed.isEmpty()) {
            claimed.addAll(claimMore());
        }
        // Camel's splitter asks once more when all is done, and would drop what were claimed for it then.
        ended = claimed.isEmpty();
        return !ended;
    }

    /**
     * Once changes were handed out, a claim that fails only ends the handing out: what is in hand must not be dropped, and what
     * is due is claimed at the next dispatch.
     */
    private List<Change> claimMore() {
        try {
            List<Change> more = claim.apply(CLAIMED_AT_ONCE);
            begun = true;
            return more;
        } catch (DataAccessException | TransactionException e) {
            if (!begun) {
                throw e;
            }
            LOG.warn("No further changes could be claimed ({}): they wait for the next dispatch", e.getMessage());
            return List.of();
        }
    }

    @Override
    public Change next() {
        if (claimed.isEmpty() && !hasNext()) {
            throw new NoSuchElementException("no change is due");
        }
        pace.run();
        return claimed.remove();
    }
}
