package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.cdp.AudienceGoneException;
import org.membersync.cdp.CdpRequest;
import org.membersync.cdp.SequenceRefusedException;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.membersync.state.AudienceFeedPosition.Mark;
import org.membersync.state.AudienceTellings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.AUDIENCES + "read-audience-changes.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-cdp")
class ReadAudienceChangesRouteTest extends RouteTestSupport {

    private static final Object SNAPSHOT = json("{\"sequenceNumber\":5,\"profiles\":[\"a@example.dk\"]}");
    private static final Object CHANGES = json("{\"sequenceNumber\":6,\"changes\":[{\"type\":\"left\","
            + "\"audienceId\":\"5d\",\"identifierValue\":\"a@example.dk\",\"time\":\"2024-02-29T12:00:00Z\","
            + "\"sequenceNumber\":6}]}");
    private static final Object NOTHING_NEW = json("{\"sequenceNumber\":6,\"changes\":[]}");

    @Autowired
    private ActivationStore activations;

    @BeforeEach
    void activate() {
        ActivationItem cats = new ActivationItem(
                ActivationItem.Kind.AUDIENCE, "5d", "Cats", "cdp_cats", "", "In", "Out", "choice", 1);
        activations.replace(new Activations(List.of(new Activation("club.yaml", "Club", "", "", "", List.of(cats)))));
    }

    @Test
    void asksForTheSnapshotThenForChangesUntilNothingIsNew() {
        reachedBySteps(audienceTaking);
        when(audienceTaking.needsSnapshot("5d")).thenReturn(true);
        script("call-cdp", SNAPSHOT, CHANGES, NOTHING_NEW);

        assertThat(read(Map.of())).isNull();

        assertThat(bodies("call-cdp", CdpRequest.class))
                .extracting(CdpRequest::query)
                .containsExactly("identifierType=email", "sequenceNumber=5", "sequenceNumber=6");
        verify(audienceTaking)
                .takeSnapshot(eq("5d"), argThat(told -> told.identifiers().equals(List.of("a@example.dk"))), any());
        verify(audienceTaking).takeChanges(argThat(part -> part.changes().size() == 1));
    }

    @Test
    void asksForSnapshotsOnceMoreWhenThePlaceInTheFeedIsRefused() {
        when(audienceTaking.position()).thenReturn(at(9)).thenReturn(Optional.empty());
        when(audienceTaking.needsSnapshot("5d")).thenReturn(false, true);
        script("call-cdp", new SequenceRefusedException(), SNAPSHOT);

        assertThat(read(Map.of())).isNull();

        verify(audienceTaking).sequenceRefused();
        verify(audienceTaking).takeSnapshot(eq("5d"), any(), any());
    }

    @Test
    void believesThatAnAudienceIsGoneWhenItIsToldTwice() {
        when(audienceTaking.needsSnapshot("5d")).thenReturn(true);
        script("call-cdp", new AudienceGoneException("audience 5d"), SNAPSHOT);
        assertThat(read(Map.of())).isNull();
        verify(audienceTaking, never()).gone(any());

        script("call-cdp", new AudienceGoneException("audience 5d"));
        assertThat(read(Map.of())).isNull();
        verify(audienceTaking).gone("5d");
    }

    @Test
    void leavesOtherFailuresToTheCaller() {
        when(audienceTaking.position()).thenReturn(at(9));
        script("call-cdp", new TransientException("cdp-unavailable", "away", null));

        assertThat(read(Map.of())).isInstanceOf(TransientException.class);
        verify(audienceTaking, never()).takeChanges(any());
    }

    @Test
    void tellsAPlanAndNobodyElse() {
        AudienceTellings plan = mock(AudienceTellings.class);
        reachedBySteps(plan);
        when(plan.position()).thenReturn(at(5));
        script("call-cdp", CHANGES, NOTHING_NEW);

        assertThat(read(Map.of("audienceTellings", plan))).isNull();

        verify(plan).takeChanges(argThat(part -> part.changes().size() == 1));
        verifyNoInteractions(audienceTaking);
    }

    private void reachedBySteps(AudienceTellings tellings) {
        doAnswer(call -> when(tellings.position()).thenReturn(at(5)))
                .when(tellings)
                .takeSnapshot(any(), any(), any());
        doAnswer(call -> when(tellings.position()).thenReturn(at(6)))
                .when(tellings)
                .takeChanges(argThat(part -> part != null && part.position() == 6));
    }

    private static Optional<Mark> at(long position) {
        return Optional.of(new Mark(position, Instant.EPOCH));
    }

    private Exception read(Map<String, Object> variables) {
        return camel.request("direct:read-audience-changes", exchange -> {
                    exchange.getMessage().setBody("");
                    variables.forEach(exchange::setVariable);
                })
                .getException();
    }

    private static Object json(String text) {
        return Json.read(text).orElseThrow();
    }
}
