package org.membersync.operation.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The end of serving. A signal (SIGTERM, Ctrl+C) closes the program in order, and the shell is told that all is well: without
 * this, Java would tell it the number of the signal. A program that cannot be closed, because its database does not answer, ends
 * all the same: it is made to be killed at any moment (behaviour L4).
 */
class Stop {

    /** More than what is in hand may take, and a large embedded database. */
    static final Duration LONGEST = Duration.ofSeconds(90);

    private static final Logger LOG = LoggerFactory.getLogger(Stop.class);

    private final ConfigurableApplicationContext context;
    private final Duration longest;
    private final IntConsumer halt;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Stop(ConfigurableApplicationContext context) {
        this(context, LONGEST, Runtime.getRuntime()::halt);
    }

    /**
     * @param longest how long closing may take
     * @param halt ends the program at once with a status
     */
    Stop(ConfigurableApplicationContext context, Duration longest, IntConsumer halt) {
        this.context = context;
        this.longest = longest;
        this.halt = halt;
    }

    /** Waits until the program is closed. */
    void await() {
        context.addApplicationListener((ApplicationListener<ContextClosedEvent>) event -> {
            if (event.getApplicationContext() == context) {
                stopped.countDown();
            }
        });
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes the program and ends it. */
    void close() {
        halt.accept(isClosedInTime() ? ExitCode.OK : ExitCode.FAILED);
    }

    private boolean isClosedInTime() {
        CompletableFuture<Void> closing = new CompletableFuture<>();
        Thread closer = new Thread(
                () -> {
                    try {
                        context.close();
                        closing.complete(null);
                    } catch (RuntimeException | Error failed) {
                        closing.completeExceptionally(failed);
                    }
                },
                "stop-close");
        closer.setDaemon(true);
        closer.start();
        try {
            closing.get(longest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException tooLong) {
            LOG.error(
                    "Stopping takes longer than {} s, so the program ends here. Nothing is lost: what was in hand is worked on after"
                            + " the next start",
                    longest.toSeconds());
        } catch (ExecutionException failed) {
            LOG.error(
                    "The program could not be closed in order: {}",
                    failed.getCause().getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
