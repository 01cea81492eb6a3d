package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;

class TogetherTest {

    private static final int CALLERS = 12;

    private final List<List<Integer>> transactions = new CopyOnWriteArrayList<>();
    private final CountDownLatch firstIsIn = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS + 1);

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    @Test
    void takesWhatArrivedDuringOneTransactionIntoTheNext() throws Exception {
        List<Future<?>> calls = putWhileTheFirstIsHeld(new Together<>(this::hold));

        for (Future<?> call : calls) {
            call.get();
        }
        assertThat(transactions.stream().flatMap(List::stream).toList())
                .as("each exactly once")
                .hasSize(CALLERS + 1)
                .doesNotHaveDuplicates();
        assertThat(transactions).as("the first, then the others together").hasSize(2);
    }

    @Test
    void keepsTheOthersWhenOneCanNeverBeDone() throws Exception {
        List<Future<?>> calls = putWhileTheFirstIsHeld(new Together<>(items -> {
            hold(items);
            if (items.contains(7)) {
                throw new DataIntegrityViolationException("too long");
            }
        }));

        for (int call = 0; call < calls.size(); call++) {
            Future<?> one = calls.get(call);
            if (call == 7) {
                assertThatThrownBy(one::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(DataIntegrityViolationException.class);
            } else {
                one.get();
            }
        }
    }

    @Test
    void asksADatabaseThatIsAwayOnceForAll() throws Exception {
        List<Future<?>> calls = putWhileTheFirstIsHeld(new Together<>(items -> {
            hold(items);
            throw new DataAccessResourceFailureException("away");
        }));

        for (Future<?> call : calls) {
            assertThatThrownBy(call::get).hasCauseInstanceOf(DataAccessResourceFailureException.class);
        }
        assertThat(transactions).hasSize(2);
    }

    /** Item 0 is in its transaction until all the others have arrived. */
    private List<Future<?>> putWhileTheFirstIsHeld(Together<Integer> together) throws InterruptedException {
        List<Future<?>> calls = new ArrayList<>();
        calls.add(callers.submit(() -> together.put(0)));
        firstIsIn.await();
        for (int item = 1; item <= CALLERS; item++) {
            int one = item;
            calls.add(callers.submit(() -> together.put(one)));
        }
        await().until(() -> together.waiting() == CALLERS);
        goOn.countDown();
        return calls;
    }

    private void hold(List<Integer> items) {
        transactions.add(items);
        if (items.contains(0)) {
            firstIsIn.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
