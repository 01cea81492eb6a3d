package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/** What comes while a commit lasts is committed together. */
class GroupedCommitsTest {

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger committed = new AtomicInteger();
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());
    private final GroupedCommits commits = new GroupedCommits(new TransactionTemplate(new CountingManager()));
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void commitsAtOnceWhatComesAlone() {
        commits.commit(() -> done.add("a"));
        commits.commit(() -> done.add("b"));

        assertThat(committed).hasValue(2);
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void commitsTogetherWhatComesWhileACommitLasts() throws Exception {
        List<Future<?>> answers =
                whileACommitLasts(List.of(() -> done.add("c"), () -> done.add("a"), () -> done.add("b")));

        for (Future<?> answer : answers) {
            answer.get();
        }
        assertThat(committed).as("the one that lasted, and the others").hasValue(2);
        assertThat(done).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void keepsOutOnlyWhatCannotBeStored() throws Exception {
        List<Future<?>> answers = whileACommitLasts(List.of(() -> done.add("good"), () -> {
            throw new DataIntegrityViolationException("too long");
        }));

        assertThatCode(() -> answers.get(0).get()).doesNotThrowAnyException();
        assertThatThrownBy(() -> answers.get(1).get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DataIntegrityViolationException.class);
        assertThat(committed).as("the one that lasted, and the good one").hasValue(2);
    }

    /** A database that is away takes its time to say so, and the senders wait meanwhile. */
    @Test
    void tellsEverybodyOfTroubleWithTheDatabaseItself() throws Exception {
        Callable<Boolean> fails = () -> {
            throw new DataAccessResourceFailureException("away");
        };
        List<Future<?>> answers = whileACommitLasts(List.of(fails, fails, fails));

        for (Future<?> answer : answers) {
            assertThatThrownBy(answer::get).hasCauseInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(begun).as("the one that lasted, and one for all others").hasValue(2);
    }

    /** A group takes no more than it may, and the rest goes with the next. */
    @Test
    void leavesNobodyBehind() throws Exception {
        List<Callable<Boolean>> many = Collections.nCopies(70, () -> done.add("one"));
        for (Future<?> answer : whileACommitLasts(many)) {
            answer.get();
        }

        assertThat(done).hasSize(70);
        assertThat(committed).hasValue(1 + 3);
    }

    /** The works come while a commit lasts; they end after it. */
    private List<Future<?>> whileACommitLasts(List<Callable<Boolean>> works) throws Exception {
        CountDownLatch lasts = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Future<?> first = callers.submit(() -> commits.commit(() -> {
            lasts.countDown();
            awaitEnd(end);
        }));
        lasts.await();
        List<Future<?>> answers = new ArrayList<>();
        works.forEach(work -> answers.add(callers.submit(() -> commits.commit(() -> call(work)))));
        await().until(() -> commits.waiting() == works.size());
        end.countDown();
        first.get();
        return answers;
    }

    private static void call(Callable<Boolean> work) {
        try {
            work.call();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private final class CountingManager extends AbstractPlatformTransactionManager {

        private static final long serialVersionUID = 1L;

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {
            begun.incrementAndGet();
        }

        @Override
        protected void doCommit(DefaultTransactionStatus status) {
            committed.incrementAndGet();
        }

        @Override
        protected void doRollback(DefaultTransactionStatus status) {
            // Nothing was written.
        }
    }
}
