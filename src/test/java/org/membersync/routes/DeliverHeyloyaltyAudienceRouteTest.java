package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.audience.AudienceCase;
import org.membersync.audience.AudienceLists;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.HeldValue;
import org.membersync.failure.OvertakenException;
import org.membersync.failure.TransientException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.mapping.Activation;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.membersync.state.AudienceItems;
import org.membersync.state.AudiencePersons.Finding;
import org.membersync.state.AudiencePersons.Person;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@MockEndpointsAndSkip("direct:(call-heyloyalty|park-member|end-crossed-entry)")
@TestPropertySource(
        properties = "camel.main.routes-include-pattern=file:routes/audiences/deliver-heyloyalty-audience.camel.yaml,"
                + "file:routes/audiences/sync-audience-person.camel.yaml"
                + RouteTestSupport.FAILURES)
class DeliverHeyloyaltyAudienceRouteTest extends RouteTestSupport {

    private static final Change TURN = new Change(Direction.AUDIENCE, "person-1", "", "push", 1, "token", 0);
    private static final Person PERSON = new Person("person-1", "", "a@example.dk", null, null);

    @Autowired
    private AudienceLists lists;

    @Autowired
    private ActivationStore activations;

    @BeforeEach
    void activate() {
        ActivationItem cats =
                new ActivationItem(ActivationItem.Kind.AUDIENCE, "c", "Cats", "cdp_cats", "", "In", "Out", "choice", 1);
        ActivationItem visits =
                new ActivationItem(ActivationItem.Kind.ATTRIBUTE, "v", "Visits", "cdp_visits", "", "", "", "number", 2);
        activations.replace(
                new Activations(List.of(new Activation("club.yaml", "Club", "", "", "", List.of(cats, visits)))));
        when(audienceItems.of(""))
                .thenReturn(List.of(state("audience:c", "cdp_cats"), state("attribute:v", "cdp_visits")));
        lists.plan(
                "",
                Json.read(
                                "{\"id\":1717,\"fields\":{\"cdp_cats\":{\"name\":\"cdp_cats\",\"format\":\"choice\",\"label\":\"Cats\","
                                        + "\"options\":{\"1\":\"In\",\"2\":\"Out\"}},"
                                        + "\"cdp_visits\":{\"name\":\"cdp_visits\",\"format\":\"number\",\"label\":\"Visits\"}}}")
                        .orElseThrow());
        when(audiencePersons.find("person-1")).thenReturn(Optional.of(PERSON));
        when(audiencePersons.next(anyString(), any(int.class))).thenReturn(List.of(PERSON));
        when(audiencePersons.values("person-1"))
                .thenReturn(Map.of(
                        "audience:c",
                        new HeldValue("in", Instant.EPOCH, null),
                        "attribute:v",
                        new HeldValue("7", Instant.EPOCH, null)));
    }

    private static AudienceItems.State state(String item, String field) {
        return new AudienceItems.State("", item, field, true, "", null, "", null, null, null, "");
    }

    /** What goes into the ledger. */
    private static Finding found(String outcome, String... fields) {
        return argThat(
                finding -> finding.outcome().equals(outcome) && finding.fields().equals(Set.of(fields)));
    }

    @Test
    void patchesOnlyTheFieldThatDiffersOfTheActiveEntry() {
        script("call-heyloyalty", page(entry("active", "2")), "");

        camel.sendBody("direct:sync-audience-person", TURN);

        List<HeyLoyaltyRequest> requests = bodies("call-heyloyalty", HeyLoyaltyRequest.class);
        assertThat(requests).hasSize(2);
        assertThat(requests.get(0).query()).contains("a%40example.dk", "status%5D%5Beq%5D%5B%5D=active");
        assertThat(requests.get(1).method()).isEqualTo("PATCH");
        assertThat(requests.get(1).body()).isEqualTo("{\"cdp_cats\":\"1\"}");
        verify(claims).meets(TURN, "e1", null);
        verify(audienceEcho).announce(eq(TURN), any(), eq(true));
        verify(audiencePersons).record(eq(TURN), eq("e1"), any(), found("AUDIENCE_WRITTEN", "cdp_cats"));
    }

    @Test
    void readsOnceMoreWhenSomethingWasHeardOfTheEntryAndWritesNothingToWhoLeft() {
        when(audienceEcho.isTouched(eq("e1"), any())).thenReturn(true, false);
        script("call-heyloyalty", page(entry("active", "2")), page(""));

        camel.sendBody("direct:sync-audience-person", TURN);

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .extracting(HeyLoyaltyRequest::method)
                .containsExactly("GET", "GET");
        verify(audiencePersons).record(eq(TURN), isNull(), any(), found("AUDIENCE_ABSENT"));
    }

    @Test
    void writesNothingWhenNothingDiffersOrNobodyIsThere() {
        script("call-heyloyalty", page(entry("active", "1")));
        camel.sendBody("direct:sync-audience-person", TURN);
        when(audiencePersons.find("person-1")).thenReturn(Optional.empty());
        camel.sendBody("direct:sync-audience-person", TURN);

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class)).hasSize(1);
        verify(audienceEcho, never()).announce(any(), any(), any(boolean.class));
    }

    @Test
    void readsAnewBeforeAWriteIsTriedAgain() {
        script(
                "call-heyloyalty",
                page(entry("active", "2")),
                new TransientException("heyloyalty-unavailable", "busy", null),
                page(""));

        camel.sendBody("direct:sync-audience-person", TURN);

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .extracting(HeyLoyaltyRequest::method)
                .containsExactly("GET", "PATCH", "GET");
        verify(audiencePersons).record(eq(TURN), isNull(), any(), found("AUDIENCE_ABSENT"));
    }

    @Test
    void keepsOffAnEntryThatIsInWorkByAnotherTurn() {
        doThrow(new OvertakenException("another turn")).when(claims).meets(any(), any(), any());
        script("call-heyloyalty", page(entry("active", "2")));

        camel.sendBody("direct:sync-audience-person", TURN);

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class)).hasSize(1);
        verify(failureHandling).postpone(eq(TURN), any());
        verify(audiencePersons, never()).record(any(), any(), any(), any());
    }

    @Test
    void unsubscribesAgainWhoseNoCrossedAnUpdate() {
        when(audienceEcho.isCrossed("e1")).thenReturn(true);
        script("call-heyloyalty", page(entry("active", "2")), "");

        camel.sendBody("direct:sync-audience-person", TURN);

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .extracting(HeyLoyaltyRequest::method)
                .containsExactly("GET", "DELETE");
        verify(audiencePersons).record(eq(TURN), isNull(), any(), found("AUDIENCE_UNSUBSCRIBE"));
    }

    @Test
    void writesAndRecordsNothingOfAPlan() {
        script("call-heyloyalty", page(entry("active", "2")));

        AudienceCase planned = camel.request("direct:sync-audience-person", exchange -> exchange.getMessage()
                        .setBody(new Change(Direction.AUDIENCE, "person-1", "", "plan", 0, "", 0)))
                .getVariable("audience", AudienceCase.class);

        assertThat(planned.written().get("cdp_cats").text()).isEqualTo("In");
        assertThat(planned.held().get("cdp_cats").text()).isEqualTo("Out");
        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .extracting(HeyLoyaltyRequest::method)
                .containsExactly("GET");
        verify(claims, never()).meets(any(), any(), any());
        verify(audiencePersons, never()).record(any(), any(), any(), any());
    }

    private static Object page(String entries) {
        return Json.read("{\"members\":[" + entries + "]}").orElseThrow();
    }

    private static String entry(String status, String option) {
        return "{\"id\":\"e1\",\"status\":{\"status\":\"" + status
                + "\"},\"fields\":{\"email\":{\"value\":\"A@example.dk\"},\"cdp_visits\":{\"value\":\"7\"},\"cdp_cats\":{\"value\":\""
                + option
                + "\"}}}";
    }
}
