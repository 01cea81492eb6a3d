package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.decision.AmbiguousMatchException;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.http.Json;
import org.membersync.mapping.ListDefinition;
import org.membersync.mapping.ListField;
import org.membersync.mapping.MemberMapping;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.state.Directory;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.INBOUND + "find-bc-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-business-central")
class FindBcMemberRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);

    @Test
    void asksWhoHasTheAddress() {
        answer(
                "call-business-central",
                Json.read("{\"members\":[{\"memberId\":\"A-1\"}]}").orElseThrow());

        InboundCase found = find("ÅSE@example.dk");

        assertThat(found.isKnown()).isTrue();
        assertThat(found.subject().memberId()).isEqualTo("a-1");
        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .singleElement()
                .extracting(BusinessCentralRequest::query)
                .isEqualTo("email=%C3%A5se%40example.dk");
    }

    @Test
    void asksNobodyAboutAnEntryWithoutAnAddress() {
        assertThat(find("").isKnown()).isFalse();
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
    }

    @Test
    void asksForThePhoneNumberWhenTheAddressLeadsToNobody() {
        mapPhones();
        when(directory.memberIdsByPhone("+4520304050")).thenReturn(List.of("a-1", "a-2"));
        script(
                "call-business-central",
                json("{\"members\":[]}"),
                rows(row("a-1", "20 30 40 50"), row("a-2", "+4620304050")));

        InboundCase found = find("åse@example.dk", "4520304050");

        assertThat(found.subject().memberId()).isEqualTo("a-1");
        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .extracting(BusinessCentralRequest::query)
                .last()
                .asString()
                .contains("id%20eq%20a-1%20or%20id%20eq%20a-2");
    }

    @Test
    void namesAllMembersWithThePhoneNumber() {
        mapPhones();
        when(directory.memberIdsByPhone("+4520304050")).thenReturn(List.of("a-1", "a-2"));
        when(directory.member("a-2"))
                .thenReturn(Optional.of(new Directory.KnownMember("a-2", "100002", "DK", null, null, null)));
        answer("call-business-central", rows(row("a-1", "20304050"), row("a-2", "+4520304050")));

        assertThatThrownBy(() -> find("", "20304050"))
                .hasRootCauseInstanceOf(AmbiguousMatchException.class)
                .rootCause()
                .hasMessageContaining("100002, a-1.");
    }

    @Test
    void asksNobodyWhenNoMemberHasSuchAPhoneNumber() {
        mapPhones();

        assertThat(find("", "20304050").isKnown()).isFalse();
        assertThat(find("", "").isKnown()).isFalse();
        assertThat(route("call-business-central").getReceivedCounter()).isZero();
    }

    private void mapPhones() {
        mapping.replace(MemberMapping.parse(
                "mappings/member.yaml",
                "fields:\n  - { bc: email, heyloyalty: email }\n  - { bc: phoneNo, heyloyalty: mobile }\n",
                new HashMap<String, String>()::get));
        list.store(new ListDefinition(
                "1717",
                "Klub",
                "53",
                "allow",
                Map.of("country", new ListField("country", "choice", Map.of("53", "Denmark")))));
    }

    private static JsonNode json(String text) {
        return Json.read(text).orElseThrow();
    }

    private static JsonNode rows(String... rows) {
        return json("{\"value\":[" + String.join(",", rows) + "]}");
    }

    private static String row(String id, String phone) {
        return "{\"id\":\"" + id + "\",\"entryNo\":1,\"externalMemberNo\":\"M-1\",\"countryCode\":\"DK\",\"phoneNo\":\""
                + phone + "\",\"newsletter\":\"Yes\",\"createdDatetime\":\"2020-01-02T03:04:05Z\","
                + "\"lastModifiedDateTime\":\"2026-03-01T10:15:30Z\",\"systemRowVersion\":1}";
    }

    private InboundCase find(String email) {
        return find(email, "");
    }

    private InboundCase find(String email, String mobile) {
        HeyLoyaltyMember entry = new HeyLoyaltyMember(
                "7",
                HeyLoyaltyMember.Status.UNSUBSCRIBED,
                null,
                null,
                Map.of("email", FieldValue.of(email), "mobile", FieldValue.of(mobile)));
        return camel.requestBody(
                "direct:find-bc-member", InboundCase.of(TOLD, null).read(entry), InboundCase.class);
    }
}
