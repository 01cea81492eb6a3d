package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.Feed;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.state.FeedCursor;
import org.membersync.state.FeedCursor.Phase;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.OUTBOUND + "read-bc-feed.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-business-central")
class ReadBcFeedRouteTest extends RouteTestSupport {

    private static final FeedCursor FIRST = cursor(Phase.FIRST_PAGE);
    private static final FeedCursor NEXT = cursor(Phase.NEXT_PAGE);

    @Test
    void readsPageAfterPageUntilTheFeedIsDone() {
        answer("call-business-central", Json.object());
        when(feedReading.take(eq(FIRST), any(), any())).thenReturn(NEXT);
        when(feedReading.take(eq(NEXT), any(), any())).thenReturn(cursor(Phase.DONE));

        camel.sendBody("direct:read-bc-feed", FIRST);

        assertThat(route("call-business-central").getReceivedCounter()).isEqualTo(2);
        verify(feedReading, times(2)).take(any(), any(), any());
    }

    @Test
    void savesNothingOfAPageThatDidNotCome() {
        script("call-business-central", new TransientException("away", "try again", null));

        assertThatThrownBy(() -> camel.sendBody("direct:read-bc-feed", FIRST))
                .hasRootCauseInstanceOf(TransientException.class);

        assertThat(route("call-business-central").getReceivedCounter()).isEqualTo(1);
        verify(feedReading, never()).take(any(), any(), any());
    }

    private static FeedCursor cursor(Phase phase) {
        return new FeedCursor(Feed.MM_MEMBER, phase, 0, "", true, "", null);
    }
}
