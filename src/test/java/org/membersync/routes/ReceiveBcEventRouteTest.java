package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.ChangeHint;
import org.membersync.businesscentral.MalformedEventException;
import org.membersync.businesscentral.UnprovenEventException;
import org.membersync.support.MemberBuilder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            RouteTestSupport.OUTBOUND + "receive-bc-event.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.webhooks.business-central-client-state=made-up-state"
        })
class ReceiveBcEventRouteTest extends RouteTestSupport {

    /** Commas, quotes and placeholders must not be taken for parts of the route's own expressions. */
    private static final String BODY = "{\"eventName\":\"memberDetails_updated\", \"clientState\":\"made-up-state\","
            + " \"note\":\"${body}, 'Søren'\", \"payload\":{\"memberId\":\"" + MemberBuilder.ID + "\"}}";

    @Test
    void queuesWhomTheEventNames() {
        assertThat(receive(BODY)).isNull();

        verify(eventHints).queue(new ChangeHint(new TreeSet<>(List.of(MemberBuilder.ID)), new TreeSet<>()));
    }

    @Test
    void queuesNothingThatIsUnprovenOrNoEventAndSaysSoToTheCaller() {
        assertThat(receive(BODY.replace("made-up", "guessed"))).isInstanceOf(UnprovenEventException.class);
        assertThat(receive("no JSON")).isInstanceOf(MalformedEventException.class);
        assertThat(receive("")).isInstanceOf(MalformedEventException.class);

        verifyNoInteractions(eventHints);
    }

    @Test
    void leavesAFailureToTheCaller() {
        doThrow(new DataAccessResourceFailureException("away")).when(eventHints).queue(any());

        assertThat(receive(BODY)).isInstanceOf(DataAccessResourceFailureException.class);
    }

    private Exception receive(String body) {
        return camel.send("direct:receive-bc-event", exchange -> exchange.getMessage()
                        .setBody(body))
                .getException();
    }
}
