package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;

import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "watch-state.camel.yaml" + RouteTestSupport.FAILURES)
class WatchStateRouteTest extends RouteTestSupport {

    @Test
    void doesItsWorkAndNotesAFailedRunOnce() throws Exception {
        tickByHand("watch-state");

        tick();

        verify(alerts).watch();
        doThrow(new TransientException("away", "the database is away", null))
                .when(alerts)
                .watch();
        assertThat(tick().getException()).isNull();
        verify(failureHandling).note(eq("watch-state"), any());
    }
}
