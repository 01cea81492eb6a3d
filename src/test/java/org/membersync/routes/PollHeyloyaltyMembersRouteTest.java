package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.failure.AccessException;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.INBOUND + "poll-heyloyalty-members.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:read-heyloyalty-changes")
class PollHeyloyaltyMembersRouteTest extends RouteTestSupport {

    @BeforeEach
    void takeTheClock() throws Exception {
        tickByHand("poll-heyloyalty-members");
    }

    @Test
    void readsTheListWhileSwitchedOn() {
        when(memberSwitch.isOn()).thenReturn(true);

        tick();

        assertThat(route("read-heyloyalty-changes").getReceivedCounter()).isEqualTo(1);
        verify(polls).gotThrough("poll-heyloyalty-members");
    }

    @Test
    void doesNothingWhileSwitchedOff() {
        when(memberSwitch.isOn()).thenReturn(false);

        tick();

        assertThat(route("read-heyloyalty-changes").getReceivedCounter()).isZero();
    }

    @Test
    void notesAFailedRunOnce() {
        when(memberSwitch.isOn()).thenReturn(true);
        script("read-heyloyalty-changes", new TransientException("away", "try again", null));

        assertThat(tick().getException()).isNull();
        verify(failureHandling).note(eq("poll-heyloyalty-members"), any());
        verifyNoInteractions(polls);
    }

    @Test
    void refusedAccessIsNotedWithTheRoutesName() {
        when(memberSwitch.isOn()).thenReturn(true);
        script("read-heyloyalty-changes", new AccessException("access", "refused"));

        assertThat(tick().getException()).isNull();
        verify(failureHandling).holdRun(eq("poll-heyloyalty-members"), any());
    }
}
