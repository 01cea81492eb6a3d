package org.membersync.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.verifyNoMoreInteractions;

import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.test.spring.junit5.MockEndpointsAndSkip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.membersync.decision.MemberCase;
import org.membersync.decision.Reason;
import org.membersync.failure.AccessException;
import org.membersync.failure.PermanentException;
import org.membersync.failure.SystemUnavailableException;
import org.membersync.failure.TransientException;
import org.membersync.member.FieldValue;
import org.membersync.member.GdprApproval;
import org.membersync.member.Newsletter;
import org.membersync.support.MemberBuilder;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
        properties = {
            RouteTestSupport.OUTBOUND + "sync-bc-member.camel.yaml" + RouteTestSupport.FAILURES,
            "membersync.members.unsubscribe-if-blocked=true"
        })
@MockEndpointsAndSkip("direct:(read-bc-member|deliver-heyloyalty-member|park-member|end-crossed-entry)")
class SyncBcMemberRouteTest extends RouteTestSupport {

    private static final MemberCase ELIGIBLE = read(MemberBuilder.eligible().build());
    private static final Exception BUSY = new TransientException("busy", "try again", null);

    @Test
    void transformsAnEligibleMemberAndHandsThemToDelivery() {
        sync(ELIGIBLE);

        assertThat(delivered().refusals()).isEmpty();
        assertThat(delivered().fields())
                .containsEntry("email", FieldValue.of(MemberBuilder.EMAIL))
                .containsEntry("firstname", FieldValue.of("Søren"));
        verifyNoInteractions(failureHandling);
    }

    @ParameterizedTest
    @CsvSource({"E1, filter-contact-info", "E2, filter-blocked", "E3, filter-newsletter", "E4, filter-gdpr-approval"})
    void refusesByItsFilterStepAloneAndStillHandsToDelivery(String rule, String step) {
        MemberBuilder member = MemberBuilder.eligible();
        switch (rule) {
            case "E1" -> member.email("");
            case "E2" -> member.blocked(true);
            case "E3" -> member.newsletter(Newsletter.NO);
            default -> member.memberships(MemberBuilder.membership(GdprApproval.PENDING));
        }
        long before = passed(step);

        sync(read(member.build()));

        assertThat(delivered().refusals()).extracting(Reason::rule).containsExactly(rule);
        assertThat(delivered().fields()).isNull();
        assertThat(passed(step)).isEqualTo(before + 1);
    }

    @Test
    void collectsEveryRefusal() {
        sync(read(MemberBuilder.eligible()
                .email("")
                .newsletter(Newsletter.NOT_SPECIFIED)
                .memberships()
                .build()));

        assertThat(delivered().refusals()).extracting(Reason::rule).containsExactly("E1", "E3", "E4");
    }

    @Test
    void retriesTheFailedStepTwiceInPlaceAndThenPutsTheMemberBack() {
        answer("read-bc-member", ELIGIBLE);
        script("deliver-heyloyalty-member", BUSY);

        Exchange done = sync();

        assertThat(route("read-bc-member").getReceivedCounter()).isEqualTo(1);
        assertThat(route("deliver-heyloyalty-member").getReceivedCounter()).isEqualTo(3);
        assertThat(done.getException()).isNull();
        verify(failureHandling).postpone(eq(CHANGE), any());
        verifyNoMoreInteractions(failureHandling);
        assertThat(route("park-member").getReceivedCounter()).isZero();
    }

    @Test
    void goesOnOnceARetrySucceeds() {
        answer("read-bc-member", ELIGIBLE);
        script("deliver-heyloyalty-member", BUSY, BUSY, "done");

        sync();

        assertThat(route("deliver-heyloyalty-member").getReceivedCounter()).isEqualTo(3);
        verifyNoInteractions(failureHandling);
    }

    @Test
    void waitsInPlaceAsLongAsTheOtherSideAsks() {
        answer("read-bc-member", ELIGIBLE);
        script(
                "deliver-heyloyalty-member",
                new SystemUnavailableException("busy", "try again", Duration.ofMillis(400)),
                "done");

        long before = System.nanoTime();
        sync();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(route("deliver-heyloyalty-member").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void putsTheMemberBackAtOnceWhenTheOtherSideAsksForALongWait() {
        answer("read-bc-member", ELIGIBLE);
        script("deliver-heyloyalty-member", new SystemUnavailableException("busy", "try again", Duration.ofMinutes(2)));

        sync();

        assertThat(route("deliver-heyloyalty-member").getReceivedCounter()).isEqualTo(1);
        verify(failureHandling).postpone(eq(CHANGE), any());
    }

    @Test
    void parksOnceWithoutARetryWhatWaitingDoesNotCure() {
        answer("read-bc-member", ELIGIBLE);
        script("deliver-heyloyalty-member", new PermanentException("refused", "no"));

        Exchange done = sync();

        assertThat(route("deliver-heyloyalty-member").getReceivedCounter()).isEqualTo(1);
        assertThat(route("park-member").getReceivedCounter()).isEqualTo(1);
        assertThat(done.getException()).isNull();
        verifyNoInteractions(failureHandling);
    }

    @Test
    void holdsTheDirectionOnRefusedAccess() {
        script("read-bc-member", new AccessException("access", "mend the key"));

        sync();

        assertThat(route("read-bc-member").getReceivedCounter()).isEqualTo(1);
        assertThat(route("park-member").getReceivedCounter()).isZero();
        verify(failureHandling).hold(eq(CHANGE), any());
        verifyNoMoreInteractions(failureHandling);
    }

    @Test
    void retriesTheReadingToo() {
        script("read-bc-member", BUSY, ELIGIBLE);

        sync();

        assertThat(route("read-bc-member").getReceivedCounter()).isEqualTo(2);
        assertThat(delivered().isEligible()).isTrue();
    }

    private void sync(MemberCase read) {
        answer("read-bc-member", read);
        sync();
    }

    private Exchange sync() {
        return camel.request(
                "direct:sync-bc-member", exchange -> exchange.getMessage().setBody(CHANGE));
    }

    private MemberCase delivered() {
        List<MemberCase> cases = bodies("deliver-heyloyalty-member", MemberCase.class);
        assertThat(cases).hasSize(1);
        return cases.get(0);
    }

    /** The step's own count, as the operator's diagram shows it: how many it took out. */
    private long passed(String step) {
        return context.getProcessor(step, org.apache.camel.processor.FilterProcessor.class)
                .getFilteredCount();
    }
}
