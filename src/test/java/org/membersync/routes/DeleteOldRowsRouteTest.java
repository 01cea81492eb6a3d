package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;

import org.junit.jupiter.api.Test;
import org.membersync.failure.TransientException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.SHARED + "delete-old-rows.camel.yaml" + RouteTestSupport.FAILURES)
class DeleteOldRowsRouteTest extends RouteTestSupport {

    @Test
    void doesItsWorkAndNotesAFailedRunOnce() throws Exception {
        tickByHand("delete-old-rows");

        tick();

        verify(retention).deleteOld();
        doThrow(new TransientException("away", "the database is away", null))
                .when(retention)
                .deleteOld();
        assertThat(tick().getException()).isNull();
        verify(failureHandling).note(eq("delete-old-rows"), any());
    }
}
