package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "reconcile.camel.yaml" + RouteTestSupport.FAILURES)
class ReconcileRouteTest extends RouteTestSupport {

    @BeforeEach
    void takeTheClock() throws Exception {
        tickByHand("reconcile");
    }

    @Test
    void comparesWhileSwitchedOn() {
        when(memberSwitch.isOn()).thenReturn(true);

        tick();

        verify(reconciliation).bySchedule();
    }

    @Test
    void doesNothingWhileSwitchedOff() {
        when(memberSwitch.isOn()).thenReturn(false);

        tick();

        verifyNoInteractions(reconciliation);
    }

    @Test
    void notesAFailedRunOnce() {
        when(memberSwitch.isOn()).thenReturn(true);
        doThrow(new TransientException("away", "try again", null))
                .when(reconciliation)
                .bySchedule();

        Exchange done = tick();

        assertThat(done.getException()).isNull();
        verify(failureHandling).note(eq("reconcile"), any());
    }
}
