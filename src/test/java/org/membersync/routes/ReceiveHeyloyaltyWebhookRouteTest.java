package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import org.junit.jupiter.api.Test;
import org.membersync.heyloyalty.MalformedNoticeException;
import org.membersync.heyloyalty.WebhookNotice;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.INBOUND + "receive-heyloyalty-webhook.camel.yaml" + RouteTestSupport.FAILURES)
class ReceiveHeyloyaltyWebhookRouteTest extends RouteTestSupport {

    /** Commas, quotes and placeholders must not be taken for parts of the route's own expressions. */
    private static final String BODY = " {\"member_id\":\"hl-1\", \"list_id\":1717, \"type\":\"update\","
            + " \"member\":{\"firstname\":\"${body}, 'Søren'\"}} \n";

    @Test
    void storesTheBodyAsItCameWithWhatItSays() {
        assertThat(receive(BODY)).isNull();

        verify(webhookInbox).store(new WebhookNotice("update", "hl-1", "1717"), BODY);
    }

    @Test
    void storesNothingThatIsNoNoticeAndSaysSoToTheCaller() {
        assertThat(receive("no JSON")).isInstanceOf(MalformedNoticeException.class);
        assertThat(receive("")).isInstanceOf(MalformedNoticeException.class);

        verifyNoInteractions(webhookInbox);
    }

    @Test
    void leavesAFailureToTheCaller() {
        doThrow(new DataAccessResourceFailureException("away"))
                .when(webhookInbox)
                .store(any(), any());

        assertThat(receive(BODY)).isInstanceOf(DataAccessResourceFailureException.class);
    }

    private Exception receive(String body) {
        return camel.send("direct:receive-heyloyalty-webhook", exchange -> exchange.getMessage()
                        .setBody(body))
                .getException();
    }
}
