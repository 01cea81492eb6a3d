package org.membersync.operation.command;

import java.util.concurrent.CountDownLatch;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;

/**
 * The end of serving. A signal (SIGTERM, Ctrl+C) closes the program in order, and the shell is told that all is well: without
 * this, Java would tell it the number of the signal.
 */
class Stop {

    private final ConfigurableApplicationContext context;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Stop(ConfigurableApplicationContext context) {
        this.context = context;
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

    private void close() {
        context.close();
        Runtime.getRuntime().halt(ExitCode.OK);
    }
}
