package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.http.Json;
import org.membersync.state.NewMembers.NewMember;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = RouteTestSupport.INBOUND + "find-bc-membership.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:call-business-central")
class FindBcMembershipRouteTest extends RouteTestSupport {

    private static final Instant ASKED = Instant.parse("2024-02-01T12:00:00Z");
    private static final NewMember IN_DOUBT = new NewMember("7", null, ASKED, null);
    private static final NewMember KNOWN = new NewMember("7", "m-1", ASKED, null);

    @Test
    void findsTheMembershipByTheMarkItWasGiven() {
        script("call-business-central", rows(entry(12, 40), entry(11, 39)), rows(membership("M-1", 39)));
        when(newMembers.membership(IN_DOUBT, "m-1")).thenReturn(KNOWN);

        assertThat(find()).isEqualTo(KNOWN);

        List<BusinessCentralRequest> asked = bodies("call-business-central", BusinessCentralRequest.class);
        assertThat(asked.get(0).query()).startsWith("$filter=documentNo%20eq%20%27MS");
        assertThat(asked.get(1).query()).startsWith("$filter=entryNo%20eq%2039&");
    }

    @Test
    void asksNoFurtherWhenThereIsNone() {
        answer("call-business-central", rows());

        assertThat(find().isMembershipInDoubt()).isTrue();

        assertThat(route("call-business-central").getReceivedCounter()).isEqualTo(1);
        verify(newMembers, never()).membership(any(), any());
    }

    @Test
    void anEntryWhoseMembershipIsNotThereLeavesItInDoubt() {
        script("call-business-central", rows(entry(11, 39)), rows());

        assertThat(find().isMembershipInDoubt()).isTrue();
        verify(newMembers, never()).membership(any(), any());
    }

    private NewMember find() {
        return camel.request("direct:find-bc-membership", exchange -> exchange.setVariable("newMember", IN_DOUBT))
                .getVariable("newMember", NewMember.class);
    }

    private static String entry(int entryNo, int membershipEntryNo) {
        return "{\"id\":\"e-" + entryNo + "\",\"entryNo\":" + entryNo + ",\"membershipEntryNo\":" + membershipEntryNo
                + ",\"itemNo\":\"MM-GULD\",\"validFromDate\":\"2024-02-01\",\"validUntilDate\":\"2025-01-31\","
                + "\"blocked\":false,\"lastModifiedDateTime\":\"2024-02-01T12:00:00Z\",\"systemRowVersion\":1}";
    }

    private static String membership(String id, int entryNo) {
        return "{\"id\":\"" + id + "\",\"entryNo\":" + entryNo + ",\"externalMembershipNo\":\"MS-1\","
                + "\"membershipCode\":\"GOLD\",\"lastModifiedDateTime\":\"2024-02-01T12:00:00Z\",\"systemRowVersion\":1}";
    }

    private static JsonNode rows(String... rows) {
        return Json.read("{\"value\":[" + String.join(",", rows) + "]}").orElseThrow();
    }
}
