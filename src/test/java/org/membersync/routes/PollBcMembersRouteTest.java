package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.failure.AccessException;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.OUTBOUND + "poll-bc-members.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:read-bc-feeds")
class PollBcMembersRouteTest extends RouteTestSupport {

    @BeforeEach
    void takeTheClock() throws Exception {
        tickByHand("poll-bc-members");
    }

    @Test
    void readsTheFeedsWhileSwitchedOn() {
        when(memberSwitch.isOn()).thenReturn(true);

        tick();

        assertThat(route("read-bc-feeds").getReceivedCounter()).isEqualTo(1);
        verify(polls).gotThrough("poll-bc-members");
    }

    @Test
    void doesNothingWhileSwitchedOff() {
        when(memberSwitch.isOn()).thenReturn(false);

        tick();

        assertThat(route("read-bc-feeds").getReceivedCounter()).isZero();
    }

    @Test
    void notesAFailedRunOnce() {
        when(memberSwitch.isOn()).thenReturn(true);
        script("read-bc-feeds", new TransientException("away", "try again", null));

        Exchange done = tick();

        assertThat(done.getException()).isNull();
        assertThat(route("read-bc-feeds").getReceivedCounter()).isEqualTo(1);
        verify(failureHandling).note(eq("poll-bc-members"), any());
        verifyNoInteractions(polls);
    }

    @Test
    void refusedAccessIsNotedWithTheRoutesName() {
        when(memberSwitch.isOn()).thenReturn(true);
        script("read-bc-feeds", new AccessException("access", "refused"));

        assertThat(tick().getException()).isNull();
        verify(failureHandling).holdRun(eq("poll-bc-members"), any());
    }
}
