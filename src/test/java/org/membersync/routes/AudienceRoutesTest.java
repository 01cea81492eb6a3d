package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.cdp.MalformedAudienceEventException;
import org.membersync.failure.TransientException;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** The short routes around audiences: what is pushed, when the CDP is asked, and who is told of errors. */
@TestPropertySource(
        properties = {
            RouteTestSupport.AUDIENCES
                    + "poll-audiences.camel.yaml,file:routes/audiences/receive-audience-events.camel.yaml,"
                    + "file:routes/audiences/mail-audience-errors.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.enabled=true",
            "membersync.members.enabled=true",
            "membersync.audiences.api-key=made-up-cdp-key"
        })
@MockEndpointsAndSkip("direct:read-audience-changes")
class AudienceRoutesTest extends RouteTestSupport {

    private static final String EVENT = "{\"type\":\"entered\",\"audienceId\":\"5d\",\"identifierType\":\"email\","
            + "\"identifierValue\":\"a@example.dk\",\"time\":\"2024-02-29T12:00:00Z\"}";

    @Autowired
    private ActivationStore activations;

    @DynamicPropertySource
    static void leadToTheCdp(DynamicPropertyRegistry registry) {
        registry.add("membersync.audiences.api-url", HEYLOYALTY::address);
    }

    @BeforeEach
    void takeTheClock() throws Exception {
        tickByHand("poll-audiences");
        ActivationItem cats = new ActivationItem(
                ActivationItem.Kind.AUDIENCE, "5d", "Cats", "cdp_cats", "", "In", "Out", "choice", 1);
        activations.replace(
                new Activations(List.of(new Activation("club.yaml", "Club", "", "club", "", List.of(cats)))));
    }

    @Test
    void keepsAllThatWasPushed() {
        assertThat(receive("[" + EVENT + "," + EVENT.replace("entered", "left") + "]"))
                .isNull();

        verify(audienceInbox).store(argThat(events -> events.size() == 2));
    }

    @Test
    void leavesToTheCallerWhatIsNoEventOrCannotBeKept() {
        assertThat(receive("[" + EVENT + ",{}]")).isInstanceOf(MalformedAudienceEventException.class);
        verifyNoInteractions(audienceInbox);

        doThrow(new DataAccessResourceFailureException("away"))
                .when(audienceInbox)
                .store(anyList());
        assertThat(receive(EVENT)).isInstanceOf(DataAccessResourceFailureException.class);
    }

    @Test
    void asksTheCdpAndLooksAgainForWhoWasNotOnAnotherList() {
        tick();

        assertThat(route("read-audience-changes").getReceivedCounter()).isOne();
        verify(audiencePersons).recheck("club", Duration.ofHours(1));
        verify(polls).gotThrough("poll-audiences");
    }

    @Test
    void asksNothingWhileNothingIsActivated() {
        activations.replace(Activations.NONE);

        tick();

        assertThat(route("read-audience-changes").getReceivedCounter()).isZero();
        verify(polls, never()).gotThrough(any());
    }

    @Test
    void notesAFailedPollOnce() {
        script("read-audience-changes", new TransientException("cdp-unavailable", "away", null));

        assertThat(tick().getException()).isNull();
        verify(failureHandling).note(eq("poll-audiences"), any());
        verify(polls, never()).gotThrough(any());
    }

    @Test
    void tellsErrorsAndNotesWhenItCannot() throws Exception {
        AdviceWith.adviceWith(context, "mail-audience-errors", advice -> advice.replaceFromWith("direct:tick-mail"));
        context.getRouteController().startRoute("mail-audience-errors");

        camel.sendBody("direct:tick-mail", "");
        verify(activationMail).send();

        doThrow(new IllegalStateException("no mail")).when(activationMail).send();
        camel.sendBody("direct:tick-mail", "");
        verify(failureHandling).note(eq("mail-audience-errors"), any());
    }

    private Exception receive(String body) {
        return camel.send("direct:receive-audience-events", exchange -> exchange.getMessage()
                        .setBody(body))
                .getException();
    }
}
