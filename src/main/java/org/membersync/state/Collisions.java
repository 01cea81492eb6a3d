package org.membersync.state;

import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that touch the same rows at the same time can collide, within a process or between several: then it is tried again. */
final class Collisions {

    private static final int TRIES = 3;

    private Collisions() {}

    /** Does the work in a transaction, anew after each collision; committed when this returns. */
    static void outlive(TransactionTemplate transaction, Runnable work) {
        outlive(() -> {
            transaction.executeWithoutResult(status -> work.run());
            return null;
        });
    }

    /** Does the work, which is a transaction of its own, anew after each collision. */
    static <T> T outlive(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (TransientDataAccessException | DuplicateKeyException collision) {
                if (attempt == TRIES) {
                    throw collision;
                }
            }
        }
    }
}
