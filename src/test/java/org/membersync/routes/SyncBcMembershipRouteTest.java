package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.util.List;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.OUTBOUND + "sync-bc-membership.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:(call-business-central|park-member|end-crossed-entry)")
class SyncBcMembershipRouteTest extends RouteTestSupport {

    @Test
    void queuesTheMembersThatAreKnownWithoutAsking() {
        when(directory.membersOf(CHANGE.memberId())).thenReturn(List.of("m1", "m2"));

        sync();

        verify(outcomes).membersFound(CHANGE, List.of("m1", "m2"));
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
    }

    @Test
    void putsTheMembershipBackAfterThreeTriesWhenItsMembersCannotBeAskedFor() {
        when(directory.membersOf(CHANGE.memberId())).thenReturn(List.of());
        script("call-business-central", new TransientException("away", "try again", null));

        sync();

        assertThat(route("call-business-central").getReceivedCounter()).isEqualTo(3);
        verify(failureHandling).postpone(eq(CHANGE), any());
        verifyNoInteractions(outcomes);
    }

    private void sync() {
        camel.sendBody("direct:sync-bc-membership", CHANGE);
    }
}
