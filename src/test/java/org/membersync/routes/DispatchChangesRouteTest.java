package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "dispatch-changes.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:work-due-changes")
class DispatchChangesRouteTest extends RouteTestSupport {

    @BeforeEach
    void takeTheClock() throws Exception {
        tickByHand("dispatch-changes");
    }

    @Test
    void worksOnTheQueueWhileSwitchedOn() {
        when(memberSwitch.isAnyOn()).thenReturn(true);

        tick();

        assertThat(route("work-due-changes").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void doesNothingWhileSwitchedOff() {
        when(memberSwitch.isAnyOn()).thenReturn(false);

        tick();

        assertThat(route("work-due-changes").getReceivedCounter()).isZero();
    }

    @Test
    void notesAFailedRunOnce() {
        when(memberSwitch.isAnyOn()).thenReturn(true);
        script("work-due-changes", new TransientException("away", "try again", null));

        Exchange done = tick();

        assertThat(done.getException()).isNull();
        assertThat(route("work-due-changes").getReceivedCounter()).isEqualTo(1);
        verify(failureHandling).note(eq("dispatch-changes"), any());
    }
}
