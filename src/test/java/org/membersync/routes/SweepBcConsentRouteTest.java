package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.OUTBOUND + "sweep-bc-consent.camel.yaml" + RouteTestSupport.FAILURES)
class SweepBcConsentRouteTest extends RouteTestSupport {

    @BeforeEach
    void takeTheClock() throws Exception {
        tickByHand("sweep-bc-consent");
    }

    @Test
    void sweepsWhileSwitchedOn() {
        when(memberSwitch.isOn()).thenReturn(true);

        tick();

        verify(consentSweep).step();
    }

    @Test
    void doesNothingWhileSwitchedOff() {
        when(memberSwitch.isOn()).thenReturn(false);

        tick();

        verifyNoInteractions(consentSweep);
    }

    @Test
    void notesAFailedRunOnce() {
        when(memberSwitch.isOn()).thenReturn(true);
        when(consentSweep.step()).thenThrow(new TransientException("away", "try again", null));

        Exchange done = tick();

        assertThat(done.getException()).isNull();
        verify(failureHandling).note(eq("sweep-bc-consent"), any());
    }
}
