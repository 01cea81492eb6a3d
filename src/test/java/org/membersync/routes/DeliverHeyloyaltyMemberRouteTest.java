package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.membersync.decision.AnnouncedWrite;
import org.membersync.decision.Decision;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Outcome;
import org.membersync.failure.TransientException;
import org.membersync.heyloyalty.HeyLoyaltyRequest;
import org.membersync.http.Json;
import org.membersync.member.FieldValue;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.support.MemberBuilder;
import org.mockito.ArgumentCaptor;
import org.springframework.test.context.TestPropertySource;

/** The spine is loaded too, because its policy owns the failures of the delivery. */
@TestPropertySource(
        properties = RouteTestSupport.OUTBOUND + "deliver-heyloyalty-member.camel.yaml,"
                + "file:routes/bc-to-heyloyalty/write-heyloyalty-member.camel.yaml,"
                + "file:routes/bc-to-heyloyalty/sync-bc-member.camel.yaml" + RouteTestSupport.FAILURES)
@MockEndpointsAndSkip("direct:(read-bc-member|read-heyloyalty-member|call-heyloyalty|park-member|end-crossed-entry)")
class DeliverHeyloyaltyMemberRouteTest extends RouteTestSupport {

    private static final MemberCase WANTED = read(MemberBuilder.eligible().build())
            .transformed(Map.of("email", FieldValue.of(MemberBuilder.EMAIL), "firstname", FieldValue.of("Søren")));
    private static final MemberCase NOBODY_FOUND = WANTED.found(List.of(), Set.of());

    @Test
    void createsWhomTheListDoesNotKnowAndRecordsTheNewId() {
        answer("read-heyloyalty-member", NOBODY_FOUND);
        answer("call-heyloyalty", Json.read("{\"id\":\"9\"}").orElseThrow());

        deliver(WANTED);

        assertThat(bodies("call-heyloyalty", HeyLoyaltyRequest.class))
                .singleElement()
                .extracting(HeyLoyaltyRequest::method)
                .isEqualTo("POST");
        assertThat(recorded("9").outcome()).isEqualTo(Outcome.CREATE);
        verify(syncMetrics).count(any());
    }

    @Test
    void notesACreationBeforeItIsSent() {
        answer("read-heyloyalty-member", NOBODY_FOUND);
        AtomicBoolean noted = new AtomicBoolean();
        route("call-heyloyalty").whenAnyExchangeReceived(exchange -> {
            verify(announcedWrites).announce(eq(MemberBuilder.ID), any());
            noted.set(true);
            exchange.getMessage().setBody(Json.read("{\"id\":\"9\"}").orElseThrow());
        });

        deliver(WANTED);

        assertThat(noted).isTrue();
        ArgumentCaptor<AnnouncedWrite> write = ArgumentCaptor.forClass(AnnouncedWrite.class);
        verify(announcedWrites).announce(eq(MemberBuilder.ID), write.capture());
        assertThat(write.getValue().field()).isEqualTo("email");
        assertThat(write.getValue().value()).isEqualTo(MemberBuilder.EMAIL);
    }

    @Test
    void readsHeyLoyaltyAnewOnEveryTry() {
        answer("read-bc-member", read(MemberBuilder.eligible().build()));
        answer("read-heyloyalty-member", NOBODY_FOUND);
        script(
                "call-heyloyalty",
                new TransientException("busy", "try again", null),
                new TransientException("busy", "try again", null),
                Json.read("{\"id\":\"9\"}").orElseThrow());

        camel.sendBody("direct:sync-bc-member", CHANGE);

        assertThat(route("read-bc-member").getReceivedCounter()).isEqualTo(1);
        assertThat(route("call-heyloyalty").getReceivedCounter()).isEqualTo(3);
        assertThat(bodies("read-heyloyalty-member", MemberCase.class))
                .hasSize(3)
                .allSatisfy(unread -> {
                    assertThat(unread.linked()).isNull();
                    assertThat(unread.candidates()).isNull();
                });
        assertThat(recorded("9").outcome()).isEqualTo(Outcome.CREATE);
    }

    @Test
    void readsAnewWhatTheCaseBroughtAlong() {
        MemberCase stale = WANTED.linkedRead(new HeyLoyaltyMember(
                "7", HeyLoyaltyMember.Status.ACTIVE, null, null, Map.of("email", FieldValue.of("x@example.dk"))));
        answer("read-heyloyalty-member", NOBODY_FOUND);
        answer("call-heyloyalty", Json.read("{\"id\":\"9\"}").orElseThrow());

        deliver(stale);

        assertThat(bodies("read-heyloyalty-member", MemberCase.class))
                .singleElement()
                .extracting(MemberCase::linked)
                .isNull();
    }

    @Test
    void sendsNothingAboutWhoIsRefusedAndNotOnTheList() {
        MemberCase refused = WANTED.refuse("E3", "the newsletter is not wanted");
        answer("read-heyloyalty-member", refused);

        deliver(refused);

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
        Decision decision = recorded(null);
        assertThat(decision.outcome()).isEqualTo(Outcome.NOT_SENT);
        assertThat(decision.reasons()).anyMatch(reason -> reason.rule().equals("E3"));
    }

    @Test
    void aPlanWritesNowhere() {
        MemberCase plan = MemberCase.of(CHANGE, true)
                .known(WANTED.member(), false, WANTED.membership(), null, WANTED.readAt(), null, false)
                .transformed(WANTED.fields());
        answer("read-heyloyalty-member", plan.found(List.of(), Set.of()));

        deliver(plan);

        assertThat(route("call-heyloyalty").getReceivedCounter()).isZero();
        verifyNoInteractions(outcomes, syncMetrics, announcedWrites);
    }

    private void deliver(MemberCase memberCase) {
        camel.sendBody("direct:deliver-heyloyalty-member", memberCase);
    }

    private Decision recorded(String createdId) {
        ArgumentCaptor<Decision> decision = ArgumentCaptor.forClass(Decision.class);
        verify(outcomes).record(any(), decision.capture(), eq(createdId));
        return decision.getValue();
    }
}
