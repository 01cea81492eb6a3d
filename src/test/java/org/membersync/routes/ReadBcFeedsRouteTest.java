package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.when;

import java.util.Arrays;
import java.util.List;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.Feed;
import org.membersync.failure.TransientException;
import org.membersync.state.FeedCursor;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.OUTBOUND + "read-bc-feeds.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:read-bc-feed")
class ReadBcFeedsRouteTest extends RouteTestSupport {

    private static final List<FeedCursor> FEEDS = Arrays.stream(Feed.values())
            .map(feed -> new FeedCursor(feed, FeedCursor.Phase.FIRST_PAGE, 0, "", true, "", null))
            .toList();

    @BeforeEach
    void openFeeds() {
        when(feedReading.cursors(any())).thenReturn(FEEDS);
    }

    @Test
    void readsEveryFeedInOrder() {
        camel.sendBody("direct:read-bc-feeds", "");

        assertThat(bodies("read-bc-feed", FeedCursor.class)).containsExactlyElementsOf(FEEDS);
    }

    @Test
    void leavesTheOthersUnreadOnceOneFails() {
        script("read-bc-feed", FEEDS.get(0), new TransientException("away", "try again", null));

        assertThatThrownBy(() -> camel.sendBody("direct:read-bc-feeds", ""))
                .hasRootCauseInstanceOf(TransientException.class);

        assertThat(route("read-bc-feed").getReceivedCounter()).isEqualTo(2);
    }
}
