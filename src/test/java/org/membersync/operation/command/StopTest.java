package org.membersync.operation.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class StopTest {

    private final ConfigurableApplicationContext context = mock(ConfigurableApplicationContext.class);
    private final List<Integer> statuses = new ArrayList<>();

    @Test
    void aProgramThatClosesEndsWell() {
        new Stop(context, Duration.ofSeconds(20), statuses::add).close();

        assertThat(statuses).containsExactly(ExitCode.OK);
    }

    @Test
    void aProgramThatCannotBeClosedEndsAllTheSame() {
        CountDownLatch never = new CountDownLatch(1);
        doAnswer(call -> {
                    never.await();
                    return null;
                })
                .when(context)
                .close();

        new Stop(context, Duration.ofMillis(50), statuses::add).close();

        assertThat(statuses).containsExactly(ExitCode.FAILED);
        never.countDown();
    }

    @Test
    void aProgramThatFailsToCloseSaysSo() {
        doThrow(new IllegalStateException("broken")).when(context).close();

        new Stop(context, Duration.ofSeconds(20), statuses::add).close();

        assertThat(statuses).containsExactly(ExitCode.FAILED);
    }
}
