package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyBoolean;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.state.ListCursor;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.INBOUND + "read-heyloyalty-changes.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-heyloyalty")
class ReadHeyloyaltyChangesRouteTest extends RouteTestSupport {

    private static final ListCursor FIRST = new ListCursor(1, null, false, null, true);
    private static final ListCursor SECOND = new ListCursor(2, null, false, null, true);

    @Test
    void readsPageAfterPageUntilWhatIsKnown() {
        answer("call-heyloyalty", Json.read("[]").orElseThrow());
        when(listChanges.begin()).thenReturn(FIRST);
        when(listChanges.take(eq(FIRST), any(), anyBoolean(), any())).thenReturn(SECOND);
        when(listChanges.take(eq(SECOND), any(), anyBoolean(), any()))
                .thenReturn(new ListCursor(2, null, false, null, false));

        camel.sendBody("direct:read-heyloyalty-changes", "");

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .extracting(HeyLoyaltyRequest::query)
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("page=1&").contains("orderby=updated_at&order=-1"),
                        two -> assertThat(two).startsWith("page=2&"));
    }

    @Test
    void takesNothingOfAPageThatDidNotCome() {
        when(listChanges.begin()).thenReturn(FIRST);
        script("call-heyloyalty", new TransientException("away", "try again", null));

        assertThatThrownBy(() -> camel.sendBody("direct:read-heyloyalty-changes", ""))
                .hasRootCauseInstanceOf(TransientException.class);

        verify(listChanges, never()).take(any(), any(), anyBoolean(), any());
    }
}
