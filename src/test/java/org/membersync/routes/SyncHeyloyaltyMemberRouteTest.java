package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.businesscentral.BusinessCentralRequest;
import org.membersync.decision.Agreement;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.MemberLink;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;
import org.membersync.http.Json;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.support.MemberBuilder;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = RouteTestSupport.INBOUND + "sync-heyloyalty-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip(
        "direct:(read-heyloyalty-entry|find-bc-member|find-heyloyalty-entries|read-bc-member|deliver-bc-member|park-member|end-crossed-entry|call-business-central)")
class SyncHeyloyaltyMemberRouteTest extends RouteTestSupport {

    private static final Change TOLD = new Change(Direction.INBOUND, "7", "", "webhook", 1, "token", 0);
    private static final MemberLink LINK = MemberLink.active(MemberBuilder.ID, MemberBuilder.NUMBER, "7");

    @Test
    void readsTheLinkedMemberAndHandsBothOn() {
        InboundCase linked = InboundCase.of(TOLD, LINK).read(entry(Status.UNSUBSCRIBED));
        answer("find-heyloyalty-entries", linked);
        answer("read-heyloyalty-entry", InboundCase.of(TOLD, LINK).read(entry(Status.UNSUBSCRIBED)));
        answer("read-bc-member", read(MemberBuilder.eligible().build()));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(route("find-bc-member").getReceivedCounter()).isZero();
        assertThat(bodies("deliver-bc-member", InboundCase.class))
                .singleElement()
                .satisfies(handed -> {
                    assertThat(handed.entry().status()).isEqualTo(Status.UNSUBSCRIBED);
                    assertThat(handed.memberCase().member().id()).isEqualTo(MemberBuilder.ID);
                });
    }

    @Test
    void looksForSomebodyWhoIsNotLinked() {
        InboundCase unlinked = InboundCase.of(TOLD, null).read(entry(Status.UNSUBSCRIBED));
        answer("read-heyloyalty-entry", unlinked);
        answer("find-bc-member", unlinked.matched(java.util.List.of()));
        answer("find-heyloyalty-entries", unlinked.matched(java.util.List.of()));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(route("read-bc-member").getReceivedCounter()).isZero();
        assertThat(route("deliver-bc-member").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void asksBusinessCentralNothingAboutASubscriptionThatWaitsForItsConfirmation() {
        answer("read-heyloyalty-entry", InboundCase.of(TOLD, LINK).read(entry(Status.OTHER)));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(route("find-bc-member").getReceivedCounter()).isZero();
        assertThat(route("read-bc-member").getReceivedCounter()).isZero();
        assertThat(route("deliver-bc-member").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void looksForOtherEntriesOnlyWhereTheyDecide() {
        answer("read-heyloyalty-entry", InboundCase.of(TOLD, LINK).read(entry(Status.ACTIVE)));
        answer("read-bc-member", read(MemberBuilder.eligible().build(), LINK));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(route("find-heyloyalty-entries").getReceivedCounter()).isZero();

        InboundCase ended = InboundCase.of(TOLD, LINK).read(entry(Status.UNSUBSCRIBED));
        answer("read-heyloyalty-entry", ended);
        answer("find-heyloyalty-entries", ended.besides(java.util.List.of()));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(route("find-heyloyalty-entries").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void readsTheRowToLearnWhenTheMemberWasChangedIfBothSidesChangedOneField() {
        answer("read-heyloyalty-entry", InboundCase.of(TOLD, LINK).read(named("Åge")));
        answer("read-bc-member", read(MemberBuilder.eligible().build(), LINK).agreed(agreedOn("Åse")));
        answer("call-business-central", row());

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(bodies("call-business-central", BusinessCentralRequest.class))
                .singleElement()
                .satisfies(request ->
                        assertThat(request.path()).contains("mmMember").doesNotContain("/membership/"));
        assertThat(bodies("deliver-bc-member", InboundCase.class))
                .singleElement()
                .extracting(handed -> handed.memberCase().agreement().changedInBusinessCentral())
                .isEqualTo(Instant.parse("2026-03-01T10:15:30Z"));
    }

    @Test
    void readsNoRowIfOnlyHeyLoyaltyChangedTheField() {
        var member = MemberBuilder.eligible().build();
        answer("read-heyloyalty-entry", InboundCase.of(TOLD, LINK).read(named("Åge")));
        answer("read-bc-member", read(member, LINK).agreed(agreedOn(member.firstName())));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(route("call-business-central").getReceivedCounter()).isZero();
        assertThat(route("deliver-bc-member").getReceivedCounter()).isEqualTo(1);
    }

    private static Agreement agreedOn(String firstName) {
        return new Agreement(Map.of("firstname", FieldValue.of(firstName)), Map.of(), null);
    }

    private static HeyLoyaltyMember named(String firstName) {
        return new HeyLoyaltyMember(
                "7",
                Status.ACTIVE,
                null,
                Instant.parse("2026-03-01T10:16:00Z"),
                Map.of("email", FieldValue.of(MemberBuilder.EMAIL), "firstname", FieldValue.of(firstName)));
    }

    private static JsonNode row() {
        return Json.read("{\"value\":[{\"id\":\"" + MemberBuilder.ID + "\",\"entryNo\":1,\"externalMemberNo\":\"M-1\","
                        + "\"countryCode\":\"DK\",\"newsletter\":\"Yes\",\"createdDatetime\":\"2020-01-02T03:04:05Z\","
                        + "\"lastModifiedDateTime\":\"2026-03-01T10:15:30Z\",\"systemRowVersion\":1}]}")
                .orElseThrow();
    }

    @Test
    void triesAMomentsTroubleAgainInPlace() {
        script(
                "read-heyloyalty-entry",
                new TransientException("busy", "try again", null),
                InboundCase.of(TOLD, LINK).read(entry(Status.OTHER)));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        assertThat(route("read-heyloyalty-entry").getReceivedCounter()).isEqualTo(2);
        assertThat(route("deliver-bc-member").getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void putsTheTurnBackWhileASystemIsAway() {
        script(
                "read-heyloyalty-entry",
                new SystemUnavailableException("busy", "come back later", java.time.Duration.ofMinutes(1)));

        camel.sendBody("direct:sync-heyloyalty-member", TOLD);

        verify(failureHandling).postpone(eq(TOLD), any());
        assertThat(route("deliver-bc-member").getReceivedCounter()).isZero();
    }

    private static HeyLoyaltyMember entry(Status status) {
        return new HeyLoyaltyMember("7", status, Instant.parse("2024-02-01T12:00:00Z"), null, Map.of());
    }
}
