package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

class SuppressionsTest extends StateTestSupport {

    @OnEachDatabase
    void knowsWhoWasErasedByAKeyedHashAlone(Database database) {
        open(database);
        assertThat(suppressions.isSuppressed("member-1")).isFalse();

        suppressions.add("member-1");
        suppressions.add("member-1");

        assertThat(suppressions.isSuppressed("member-1")).isTrue();
        assertThat(suppressions.isSuppressed("member-2")).isFalse();
        assertThat(rows("suppression").toString()).hasSizeGreaterThan(64).doesNotContain("member-1");
        assertThat(count("suppression")).isEqualTo(1);
    }

    @OnEachDatabase
    void keepsItsKeyOverARestart(Database database) {
        open(database);
        suppressions.add("member-1");

        assertThat(new Suppressions(jdbc, clock).isSuppressed("member-1")).isTrue();
        assertThat(count("instance_key")).isEqualTo(1);
    }

    @OnEachDatabase
    void aKeyMadeAtTheStartOutlivesTheTransactionOfItsFirstHash(Database database) {
        open(database);
        suppressions.makeKey();
        String hash = transaction.execute(status -> {
            status.setRollbackOnly();
            return suppressions.hash("member-1");
        });

        assertThat(new Suppressions(jdbc, clock).hash("member-1")).isEqualTo(hash);
    }

    @OnEachDatabase
    void hashesDifferentlyInAnotherDatabase(Database database) {
        open(database);
        String hash = suppressions.hash("member-1");
        close();
        open(database);

        assertThat(suppressions.hash("member-1")).isNotEqualTo(hash);
    }

    @OnEachDatabase
    void makesOneKeyThoughManyWorkersAskFirst(Database database) throws Exception {
        open(database);
        int workers = 8;
        CyclicBarrier barrier = new CyclicBarrier(workers);
        // Half of them are another process.
        Suppressions other = new Suppressions(jdbc, clock);
        List<Callable<String>> tasks = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Suppressions one = i % 2 == 0 ? suppressions : other;
            tasks.add(() -> {
                barrier.await();
                return one.hash("member-1");
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            Set<String> hashes = new HashSet<>();
            for (Future<String> one : threads.invokeAll(tasks)) {
                hashes.add(one.get());
            }
            assertThat(hashes).hasSize(1);
        } finally {
            threads.shutdown();
        }
    }
}
