package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.decision.Agreement;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.MemberLink;
import org.membersync.decision.Outcome;
import org.membersync.http.Json;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Member;
import org.membersync.state.InboundOutcomes.Created;
import org.membersync.support.MemberBuilder;
import org.mockito.ArgumentCaptor;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.INBOUND + "deliver-bc-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:(call-business-central|create-bc-member)")
class DeliverBcMemberRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);
    private static final MemberLink LINK = MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, "7");

    @Test
    void writesTheNewsletterAlone() {
        answer("call-business-central", Json.object());

        deliver(Status.UNSUBSCRIBED);

        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .singleElement()
                .satisfies(request -> {
                    assertThat(request.method()).isEqualTo("PATCH");
                    assertThat(request.path()).endsWith("/membership/member/" + MemberBuilder.ID);
                    assertThat(request.body()).isEqualTo("{\"member\":{\"newsletter\":\"no\"}}");
                });
        assertThat(recorded().outcome()).isEqualTo(Outcome.WITHDRAW);
    }

    @Test
    void recordsADecisionThatWritesNothing() {
        deliver(Status.ACTIVE);

        assertThat(route("call-business-central").getReceivedCounter()).isZero();
        assertThat(recorded().outcome()).isEqualTo(Outcome.LINK);
    }

    @Test
    void writesChangedFieldsAndAttributesEachToTheirOwnAddress() {
        answer("call-business-central", Json.object());

        deliver(edited("Åshild", "31981"), false);

        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .extracting(BusinessCentralRequest::method, BusinessCentralRequest::path, BusinessCentralRequest::body)
                .containsExactly(
                        tuple(
                                "PATCH",
                                "/membership/member/" + MemberBuilder.ID,
                                "{\"member\":{\"firstName\":\"Åshild\"}}"),
                        tuple(
                                "POST",
                                "/membership/member/" + MemberBuilder.ID + "/attributes",
                                "{\"attributes\":[{\"code\":\"SPORT\",\"value\":\"HANDBALL\"}]}"));
        assertThat(recorded().outcome()).isEqualTo(Outcome.UPDATE_MEMBER);
    }

    @Test
    void writesAttributesAloneWhenNoFieldChanged() {
        answer("call-business-central", Json.object());

        deliver(edited("Søren", "31981"), false);

        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .extracting(BusinessCentralRequest::method)
                .containsExactly("POST");
    }

    @Test
    void aPlanTellsTheDecisionAndNeitherWritesNorRecordsIt() {
        Exchange planned = deliver(edited("Åshild", "31981"), true);

        assertThat(planned.getException()).isNull();
        assertThat(planned.getVariable("decision", Decision.class).outcome()).isEqualTo(Outcome.UPDATE_MEMBER);
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
        verifyNoInteractions(inboundOutcomes, syncMetrics);
    }

    @Test
    void aPlanMakesNoNewMember() {
        Exchange planned = deliver(newcomer(), true);

        assertThat(planned.getVariable("decision", Decision.class).outcome()).isEqualTo(Outcome.CREATE_MEMBER);
        assertThat(route("create-bc-member").getReceivedCounter()).isZero();
        verifyNoInteractions(inboundOutcomes, newMembers);
    }

    @Test
    void recordsTheMemberThatWasMade() {
        Created created = new Created("a-1", "100001");
        route("create-bc-member").whenAnyExchangeReceived(exchange -> exchange.setVariable("createdMember", created));

        deliver(newcomer(), false);

        assertThat(route("call-business-central").getReceivedCounter()).isZero();
        verify(inboundOutcomes).record(any(), any(), eq(created));
    }

    private static InboundCase newcomer() {
        HeyLoyaltyMember entry = new HeyLoyaltyMember(
                "7", Status.ACTIVE, null, null, Map.of("email", FieldValue.of(MemberBuilder.EMAIL)));
        return InboundCase.of(TOLD, null).read(entry).matched(List.of()).besides(List.of(entry));
    }

    /** The linked entry with that name and sport; both sides agreed on the member's own name, and on no sport. */
    private InboundCase edited(String firstName, String sport) {
        mapping.replace(MemberMapping.parse(
                "mappings/member.yaml",
                "fields:\n  - { bc: email, heyloyalty: email }\n  - { bc: firstName, heyloyalty: firstname }\n"
                        + "  - { bc: attribute.SPORT, heyloyalty: favourite_sport, values: { HANDBALL: \"31981\" } }\n",
                new HashMap<String, String>()::get));
        list.store(new ListDefinition(
                "1717",
                "Klub",
                "disallow",
                Map.of(
                        "email", new ListField("email", "text", Map.of()),
                        "firstname", new ListField("firstname", "text", Map.of()),
                        "favourite_sport", new ListField("favourite_sport", "choice", Map.of("31981", "Håndbold")))));
        Member member = MemberBuilder.eligible().build();
        HeyLoyaltyMember entry = new HeyLoyaltyMember(
                "7",
                Status.ACTIVE,
                null,
                null,
                Map.of(
                        "email", FieldValue.of(MemberBuilder.EMAIL),
                        "firstname", FieldValue.of(firstName),
                        "favourite_sport", FieldValue.of(sport)));
        return InboundCase.of(TOLD, LINK)
                .read(entry)
                .member(read(member, LINK)
                        .agreed(new Agreement(Map.of("firstname", FieldValue.of(member.firstName())), Map.of(), null))
                        .viewed(mapping.current().view(member, Optional.empty(), list.current())));
    }

    private Exchange deliver(InboundCase inbound, boolean plan) {
        return camel.request("direct:deliver-bc-member", exchange -> {
            exchange.setVariable("plan", plan);
            exchange.getMessage().setBody(inbound);
        });
    }

    private void deliver(Status status) {
        HeyLoyaltyMember entry =
                new HeyLoyaltyMember("7", status, Instant.parse("2024-02-01T12:00:00Z"), null, Map.of());
        InboundCase inbound = InboundCase.of(TOLD, null)
                .read(entry)
                .member(read(MemberBuilder.eligible().build()));
        camel.sendBody("direct:deliver-bc-member", inbound);
    }

    private Decision recorded() {
        ArgumentCaptor<Decision> decision = ArgumentCaptor.forClass(Decision.class);
        verify(inboundOutcomes).record(any(), decision.capture(), any());
        verify(syncMetrics).count(eq(decision.getValue()));
        return decision.getValue();
    }
}
