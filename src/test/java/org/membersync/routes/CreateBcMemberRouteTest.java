package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.Outcome;
import org.membersync.failure.PermanentException;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.state.InboundOutcomes.Created;
import org.membersync.state.NewMembers.NewMember;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.INBOUND + "create-bc-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:(call-business-central|find-bc-membership)")
class CreateBcMemberRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);
    private static final Instant EARLIER = Instant.parse("2024-02-01T12:00:00Z");
    private static final NewMember UNTRIED = new NewMember("7", null, null, null);
    private static final NewMember HALF_WAY = new NewMember("7", "m-1", EARLIER, null);
    private static final Map<String, String> ANSWERS = Map.of(
            "/membership/catalog",
            "{\"items\":[{\"type\":\"newMembership\",\"membershipCode\":\"GOLD\",\"itemNumber\":\"MM-GULD\"}]}",
            "/membership",
            "{\"membership\":{\"membershipId\":\"M-1\"}}",
            "/membership/m-1/addMember",
            "{\"member\":{\"memberId\":\"A-1\",\"memberNumber\":\"100001\"}}");

    @BeforeEach
    void answerEachCall() {
        mapping.replace(MemberMapping.parse(
                "mappings/member.yaml",
                "fields:\n  - { bc: email, heyloyalty: email }\n"
                        + "  - { bc: membership.code, heyloyalty: membership, direction: to-heyloyalty,"
                        + " values: { GOLD: \"502\" } }\n",
                new HashMap<String, String>()::get));
        when(newMembers.membership(any(), any())).thenReturn(HALF_WAY);
        route("call-business-central").whenAnyExchangeReceived(exchange -> exchange.getMessage()
                .setBody(Json.read(ANSWERS.get(exchange.getMessage()
                                .getBody(BusinessCentralRequest.class)
                                .path()))
                        .orElseThrow()));
    }

    @Test
    void makesTheMembershipTheyChoseAndThenTheMember() {
        when(newMembers.begin("7")).thenReturn(UNTRIED);

        Exchange made = create("502");

        assertThat(made.getVariable("createdMember")).isEqualTo(new Created("a-1", "100001"));
        assertThat(writes())
                .extracting(BusinessCentralRequest::path)
                .containsExactly("/membership", "/membership/m-1/addMember");
        assertThat(writes().get(0).body()).contains("\"itemNumber\":\"MM-GULD\"");
        assertThat(writes().get(1).body())
                .isEqualTo("{\"member\":{\"email\":\"åse@example.dk\",\"gdprConsent\":\"accepted\"}}");
    }

    @Test
    void notesEachWriteBeforeItIsMade() {
        when(newMembers.begin("7")).thenReturn(UNTRIED);

        create("502");

        var order = inOrder(newMembers);
        order.verify(newMembers).askForMembership(UNTRIED);
        order.verify(newMembers).membership(UNTRIED, "m-1");
        order.verify(newMembers).askForMember(HALF_WAY);
    }

    @Test
    void readsTheItemsNotForEveryNewMember() {
        when(newMembers.begin("7")).thenReturn(UNTRIED);
        create("502");
        route("call-business-central").reset();
        answerEachCall();

        create("502");

        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .isEqualTo(writes())
                .hasSize(2);
    }

    @Test
    void makesNoSecondMembershipForWhomOneIsKnown() {
        when(newMembers.begin("7")).thenReturn(HALF_WAY);

        create("502");

        assertThat(writes()).extracting(BusinessCentralRequest::path).containsExactly("/membership/m-1/addMember");
        assertThat(route("find-bc-membership").getReceivedCounter()).isZero();
    }

    @Test
    void looksForAMembershipWhoseAnswerWasLost() {
        when(newMembers.begin("7")).thenReturn(new NewMember("7", null, EARLIER, null));
        route("find-bc-membership").whenAnyExchangeReceived(exchange -> exchange.setVariable("newMember", HALF_WAY));

        create("502");

        assertThat(writes()).extracting(BusinessCentralRequest::path).containsExactly("/membership/m-1/addMember");
    }

    @Test
    void makesAMembershipThatWasLookedForAndIsNotThere() {
        when(newMembers.begin("7")).thenReturn(new NewMember("7", null, EARLIER, null));

        create("502");

        assertThat(route("find-bc-membership").getReceivedCounter()).isEqualTo(1);
        assertThat(writes()).hasSize(2);
    }

    @Test
    void writesNothingWhileAnEarlierWriteMayBeUnderWay() {
        when(newMembers.begin("7")).thenThrow(new TransientException("awaited-answer", "is looked for later", null));

        assertThat(create("502").getException()).hasRootCauseInstanceOf(TransientException.class);
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
    }

    @Test
    void writesNothingWithoutAnItemThatMakesAMembership() {
        when(newMembers.begin("7")).thenReturn(UNTRIED);

        assertThat(create("").getException())
                .hasRootCauseInstanceOf(PermanentException.class)
                .rootCause()
                .hasMessageContaining("default-membership-item");
        assertThat(writes()).isEmpty();
        verify(newMembers, never()).askForMembership(any());
    }

    private Exchange create(String membership) {
        HeyLoyaltyMember entry = new HeyLoyaltyMember(
                "7", Status.ACTIVE, null, EARLIER, Map.of("membership", FieldValue.of(membership)));
        Decision decision = new Decision(
                Outcome.CREATE_MEMBER, "7", Map.of("email", FieldValue.of("åse@example.dk")), List.of(), null);
        return camel.request("direct:create-bc-member", exchange -> {
            exchange.setVariable("inbound", InboundCase.of(TOLD, null).read(entry));
            exchange.setVariable("decision", decision);
        });
    }

    private List<BusinessCentralRequest> writes() {
        return bodies("call-business-central", BusinessCentralRequest.class).stream()
                .filter(request -> request.method().equals("POST"))
                .toList();
    }
}
