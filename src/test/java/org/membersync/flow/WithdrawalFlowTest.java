package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.membersync.decision.Direction;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.Fault;
import org.membersync.demo.NewMember;
import org.membersync.member.GdprApproval;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.operation.SyncRun;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Ledger;
import org.membersync.state.Links;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** Somebody who says no in HeyLoyalty has said no in Business Central too, and stays off the list (behaviour I4, I5, I7). */
class WithdrawalFlowTest {

    private static final String WEBHOOK_PASSWORD = "made-up-webhook-password";
    private static final String PATCH = "PATCH .*/member/";

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;
    private String number;
    private String entry;

    @BeforeEach
    void makeWorld() {
        world = World.empty(clock)
                .with("membersync.webhooks.password", WEBHOOK_PASSWORD)
                .start();
        number = world.eligible("Åse");
        world.run();
        entry = world.heyLoyalty().membersByEmail("åse@example.dk").get(0).id();
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void anUnsubscriptionReachesBusinessCentral() {
        withdraw();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void aWebhookBringsAnUnsubscriptionToBusinessCentral() throws Exception {
        world.heyLoyalty().unsubscribe(entry);

        assertThat(webhook("unsubscribe", entry)).isEqualTo(202);
        world.work();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void aWebhookThatIsNotTrueChangesNothing() throws Exception {
        assertThat(webhook("unsubscribe", entry)).isEqualTo(202);
        world.work();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertSettled();
    }

    @Test
    void anUnsubscriptionThatOnlyTheNextChangeMeetsReachesBusinessCentralInTheSameRun() {
        world.heyLoyalty().unsubscribe(entry);
        world.businessCentral().change(number, fields -> fields.city("Ribe"));

        world.bean(SyncRun.class).run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().field("city").text())
                .isNotEqualTo("Ribe");
        assertSettled();
    }

    @Test
    void anUnsubscriptionOfSomebodyWhoMayNotBeSentAnywayReachesBusinessCentralToo() {
        world.heyLoyalty().unsubscribe(entry);
        world.businessCentral().consent(number, GdprApproval.REJECTED);
        world.businessCentral().change(number, fields -> fields.city("Ribe"));

        world.bean(SyncRun.class).run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void nothingButTheNewsletterChanges() {
        var before = world.businessCentral().member(number).orElseThrow();

        withdraw();

        var after = world.businessCentral().member(number).orElseThrow();
        assertThat(after)
                .usingRecursiveComparison()
                .ignoringFields("newsletter")
                .isEqualTo(before);
    }

    @Test
    void aLaterYesInBusinessCentralSubscribesAgainAndTheOldEntryStaysSilent() {
        withdraw();
        clock.advance(Duration.ofMinutes(1));
        world.run();
        world.businessCentral().newsletter(number, Newsletter.YES);
        world.run();
        assertThat(world.heyLoyalty().membersByEmail("åse@example.dk"))
                .filteredOn(HeyLoyaltyMember::isActive)
                .hasSize(1);

        tell(entry);
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertSettled();
    }

    @Test
    void aWithdrawalOvertakesTheMembersWaitingChange() {
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.poll();
        world.heyLoyalty().unsubscribe(entry);
        tell(entry);
        world.heyLoyalty().calls().reset();

        world.work();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertSettled();
    }

    @Test
    void anotherChangeOfTheMemberWaitsUntilTheWithdrawalGotThrough() {
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.poll();
        world.heyLoyalty().unsubscribe(entry);
        tell(entry);
        world.businessCentral().faults().always(PATCH, Fault.status(503).retryAfter("30"));
        world.heyLoyalty().calls().reset();

        world.work();

        assertThat(world.heyLoyalty().calls().entries()).hasSize(2).allMatch(call -> call.method()
                .equals("GET"));
        assertThat(world.queue()).containsEntry("due", 2L);

        world.businessCentral().faults().clear();
        clock.advance(Duration.ofSeconds(40));
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void aLostAnswerOfTheWriteLosesNothing() {
        world.businessCentral().faults().next(PATCH, Fault.resetAfter());

        withdraw();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void whoSubscribesAgainInHeyLoyaltyIsSubscribedInBusinessCentralToo() {
        withdraw();
        world.run();
        clock.advance(Duration.ofMinutes(1));
        world.heyLoyalty().resubscribe(entry);

        tell(entry);
        world.run();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isTrue();
        assertSettled();
    }

    @Test
    void aNewSubscriptionWhoseWebhookWasLostIsNotEndedByTheMembersNextChange() {
        withdraw();
        world.run();
        clock.advance(Duration.ofMinutes(1));
        world.heyLoyalty().resubscribe(entry);
        world.businessCentral().change(number, fields -> fields.city("Ribe"));

        world.bean(SyncRun.class).run();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().field("city").text())
                .isEqualTo("Ribe");
        assertSettled();
    }

    @Test
    void whoSignsUpAgainWithANewEntryIsLinkedWithThat() {
        withdraw();
        world.run();
        clock.advance(Duration.ofMinutes(1));
        String fresh = world.heyLoyalty().add(Map.of("email", "åse@example.dk", "firstname", "Åse"));

        tell(fresh);
        world.run();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.heyLoyalty().member(fresh).orElseThrow().isActive()).isTrue();
        assertSettled();
    }

    @Test
    void aNewEntryWhoseOldOneWasUnsubscribedWithoutOurKnowingIsNoWithdrawal() {
        world.heyLoyalty().unsubscribe(entry);
        clock.advance(Duration.ofMinutes(1));
        String fresh = world.heyLoyalty().add(Map.of("email", "åse@example.dk", "firstname", "Åse"));

        tell(fresh);
        tell(entry);
        world.run();
        world.run();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.heyLoyalty().member(fresh).orElseThrow().isActive()).isTrue();
        assertSettled();
    }

    @Test
    void aSpamComplaintIsAWithdrawal() {
        world.heyLoyalty().emailStatus(entry, "complaint");

        tell(entry);
        world.run();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        assertSettled();
    }

    /** A complaint leaves its entry active until the other direction unsubscribes it. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aSpamComplaintEndsEveryEntryOfThePerson(int complaining) {
        List<String> all = List.of(
                entry,
                world.heyLoyalty().add(Map.of("email", "åse@example.dk", "firstname", "Åse")),
                world.heyLoyalty().add(Map.of("email", "åse@example.dk", "firstname", "Åse")));
        world.heyLoyalty().emailStatus(all.get(complaining), "complaint");

        tell(all.get(complaining));
        world.bean(SyncRun.class).run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(all)
                .noneMatch(one -> world.heyLoyalty().member(one).orElseThrow().isActive());
        assertSettled();
    }

    @Test
    void aHardBounceIsRecordedAndTheNewsletterStays() {
        world.heyLoyalty().emailStatus(entry, "hard_bounce");

        tell(entry);
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.bean(Links.class)
                        .emailStatus(world.businessCentral()
                                .member(number)
                                .orElseThrow()
                                .id()))
                .isEqualTo(HeyLoyaltyMember.EmailStatus.HARD_BOUNCE);
        assertSettled();
    }

    @Test
    void anUnsubscriptionThatCrossedAnUpdateOfOursIsHonouredWhenItsWebhookArrives() throws Exception {
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.heyLoyalty().acts().beforeNext("PATCH .*", () -> world.heyLoyalty()
                .unsubscribe(entry));
        world.run();
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive())
                .as("HeyLoyalty re-activates whom it updates")
                .isTrue();
        world.heyLoyalty().clearViolations();
        clock.advance(Duration.ofSeconds(5));

        assertThat(webhook("unsubscribe", entry)).isEqualTo(202);
        world.work();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        assertSettled();
    }

    @Test
    void anUnsubscriptionThatCrossedAnUpdateOfOursIsHonouredWhenItsWebhookArrivesDuringATurn() throws Exception {
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.heyLoyalty().acts().beforeNext("PATCH .*", () -> world.heyLoyalty()
                .unsubscribe(entry));
        world.run();
        world.heyLoyalty().clearViolations();
        clock.advance(Duration.ofSeconds(5));
        AtomicInteger answer = new AtomicInteger();
        world.heyLoyalty().acts().beforeNext("GET .*/members/" + entry, () -> answer.set(told("unsubscribe")));

        webhook("update", entry);
        world.work();
        world.run();
        world.run();

        assertThat(answer).as("the unsubscription was told meanwhile").hasValue(202);
        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        assertSettled();
    }

    @Test
    void aNoThatCrossedAnUpdateOfOursEndsTheEntryThoughBusinessCentralRefusesIt() throws Exception {
        crossAnUpdate();
        world.businessCentral().faults().always(PATCH, Fault.status(400));

        webhook("unsubscribe", entry);
        world.work();

        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        assertThat(world.parked()).as("Business Central still says yes").hasSize(1);
        world.businessCentral().change(number, fields -> fields.city("Skive"));
        world.run();
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        world.businessCentral().faults().clear();
        tell(entry);
        world.run();
        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void aNoThatCrossedAnUpdateOfOursEndsTheEntryThoughBusinessCentralIsAway() throws Exception {
        crossAnUpdate();
        world.businessCentral().faults().always("", Fault.status(503));

        webhook("unsubscribe", entry);
        world.work();

        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        world.businessCentral().faults().clear();
        clock.advance(Duration.ofHours(1));
        world.run();
        world.run();
        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void aNoThatCrossedAnUpdateOfOursIsCarriedOnWhenNeitherSideAnswers() throws Exception {
        crossAnUpdate();
        world.businessCentral().faults().always("", Fault.status(503));
        world.heyLoyalty().faults().always("PATCH .*|DELETE .*|PUT .*|POST .*", Fault.status(503));

        webhook("unsubscribe", entry);
        world.work();
        world.businessCentral().faults().clear();
        world.heyLoyalty().faults().clear();
        clock.advance(Duration.ofHours(1));
        world.run();
        world.run();

        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isFalse();
        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    private void crossAnUpdate() {
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.heyLoyalty().acts().beforeNext("PATCH .*", () -> world.heyLoyalty()
                .unsubscribe(entry));
        world.run();
        world.heyLoyalty().clearViolations();
        clock.advance(Duration.ofSeconds(5));
    }

    @Test
    void aLateRepetitionOfAnUnsubscriptionSaysNothingAboutTheNextSubscription() throws Exception {
        world.heyLoyalty().unsubscribe(entry);
        webhook("unsubscribe", entry);
        world.work();
        world.run();
        clock.advance(Duration.ofMinutes(1));
        world.heyLoyalty().resubscribe(entry);
        webhook("subscribe", entry);
        world.work();
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.run();
        world.run();
        clock.advance(Duration.ofHours(1));

        webhook("unsubscribe", entry);
        world.work();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertThat(world.heyLoyalty().member(entry).orElseThrow().isActive()).isTrue();
        assertSettled();
    }

    @Test
    void whomHeyLoyaltyAnonymisedIsWithdrawnAndLetGo() throws Exception {
        world.heyLoyalty().erase(entry);
        clock.advance(Duration.ofSeconds(5));

        assertThat(webhook("anonymized", entry)).isEqualTo(202);
        world.work();
        world.run();
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(world.bean(Links.class).findByHeyLoyaltyId(entry)).isEmpty();
        assertSettled();
    }

    @Test
    void somebodyWhoIsNotLinkedIsFoundByTheirAddressInAnyLetterCase() {
        String other = world.businessCentral()
                .add(World.member("Bo").with(fields -> fields.newsletter(Newsletter.NOT_SPECIFIED)));
        String unlinked = world.heyLoyalty().add(Map.of("email", "BO@example.dk", "firstname", "Bo"));
        world.run();
        world.heyLoyalty().unsubscribe(unlinked);

        tell(unlinked);
        world.run();

        assertThat(world.businessCentral().member(other).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void anUnsubscriptionOfSomebodyUnknownIsRecordedOnly() {
        String stranger = world.heyLoyalty().add(Map.of("email", "fremmed@example.dk"));
        world.heyLoyalty().unsubscribe(stranger);
        int members = world.businessCentral().members().size();
        world.businessCentral().calls().reset();

        tell(stranger);
        world.run();

        assertThat(world.bean(Ledger.class).latest(stranger, 10))
                .singleElement()
                .satisfies(recorded -> {
                    assertThat(recorded.outcome()).isEqualTo("NOT_SENT");
                    assertThat(recorded.source()).isEqualTo("webhook");
                    assertThat(recorded.heyLoyaltyId()).isEqualTo(stranger);
                    assertThat(recorded.rules()).isEqualTo("I5");
                    assertThat(recorded.reasons())
                            .contains("unsubscribed in HeyLoyalty", "nobody in Business Central")
                            .doesNotContain("fremmed");
                    assertThat(recorded.fields()).isEmpty();
                });
        assertThat(world.businessCentral().members()).hasSize(members);
        assertThat(world.businessCentral().calls().entries())
                .allMatch(call -> call.method().equals("GET") || call.path().endsWith("/token"));
        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertSettled();
    }

    @Test
    void nobodyIsGuessedWhenTwoMembersHaveTheAddress() {
        NewMember twin = World.member("Cæcilie").with(fields -> fields.newsletter(Newsletter.NOT_SPECIFIED));
        String first = world.businessCentral().add(twin);
        String second = world.businessCentral().add(twin);
        String shared = world.heyLoyalty().add(Map.of("email", "cæcilie@example.dk"));
        world.heyLoyalty().unsubscribe(shared);
        world.run();

        tell(shared);
        world.run();

        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("ambiguous-match");
            assertThat(failure.message()).contains(first, second).doesNotContain("cæcilie");
        });
    }

    @Test
    void aMemberIsFoundByThePhoneNumberInAnotherSpelling() {
        String caller = world.businessCentral()
                .add(World.member("Cæcilie").with(fields -> fields.newsletter(Newsletter.NOT_SPECIFIED)
                        .phoneNo("+45 20 30 40 50")));
        String unlinked = world.heyLoyalty().add(Map.of("email", "nyt@example.dk", "mobile", "20304050"));
        world.heyLoyalty().unsubscribe(unlinked);
        world.run();

        tell(unlinked);
        world.run();

        assertThat(world.businessCentral().member(caller).orElseThrow().newsletter())
                .isEqualTo(Newsletter.NO);
        assertThat(newsletter()).isEqualTo(Newsletter.YES);
    }

    @Test
    void nobodyIsGuessedWhenTwoMembersHaveThePhoneNumber() {
        String first = world.businessCentral()
                .add(World.member("Cæcilie").with(fields -> fields.email("").phoneNo("+45 20 30 40 50")));
        String second = world.businessCentral()
                .add(World.member("Dagny").with(fields -> fields.email("").phoneNo("20304050")));
        world.businessCentral()
                .add(World.member("Ejnar").with(fields -> fields.email("").phoneNo("+46 20 30 40 50")));
        String shared = world.heyLoyalty().add(Map.of("mobile", "4520304050"));
        world.heyLoyalty().unsubscribe(shared);
        world.run();

        tell(shared);
        world.run();

        assertThat(world.parked()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("ambiguous-match");
            assertThat(failure.message()).contains(first + ", " + second + ".").doesNotContain("2030");
        });
    }

    @Test
    void anUnsubscriptionOfOursIsNoWithdrawal() {
        world.businessCentral().consent(number, GdprApproval.REJECTED);
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.run();
        assertThat(world.heyLoyalty().member(entry).orElseThrow().status()).isEqualTo(Status.UNSUBSCRIBED);

        tell(entry);
        world.run();

        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        assertSettled();
    }

    @Test
    void anUnsubscriptionRightAfterOneOfOursIsAWithdrawal() {
        world.businessCentral().consent(number, GdprApproval.REJECTED);
        world.businessCentral().change(number, fields -> fields.city("Ribe"));
        world.bean(SyncRun.class).run();
        world.bean(SyncRun.class).run();
        clock.advance(Duration.ofSeconds(3));
        world.heyLoyalty().resubscribe(entry);
        clock.advance(Duration.ofSeconds(3));
        world.heyLoyalty().unsubscribe(entry);

        world.bean(SyncRun.class).run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void anUnsubscriptionWhoseWebhookWasLostIsFoundOnTheList() {
        world.bean(SyncRun.class).run();
        world.heyLoyalty().unsubscribe(entry);

        world.bean(SyncRun.class).run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    /** HeyLoyalty tells whole seconds. */
    @Test
    void aComplaintWithinTheSecondInWhichTheListWasReadIsFoundOnTheList() {
        world.bean(SyncRun.class).run();
        world.heyLoyalty().edit(entry, Map.of("city", "Ribe"));
        world.bean(SyncRun.class).run();
        world.heyLoyalty().emailStatus(entry, "complaint");

        world.bean(SyncRun.class).run();

        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertSettled();
    }

    @Test
    void theListCostsOnePageWhenNothingChanged() {
        world.bean(SyncRun.class).run();
        world.heyLoyalty().calls().reset();

        world.bean(SyncRun.class).run();

        assertThat(world.heyLoyalty().calls().entries()).hasSize(1);
    }

    @Test
    void aListThatCannotBeReadIsToldAndReadAgain() {
        world.bean(SyncRun.class).run();
        world.heyLoyalty().unsubscribe(entry);
        world.heyLoyalty().faults().next("GET .*/members$", Fault.status(503).retryAfter("30"));

        SyncRun.Report report = world.bean(SyncRun.class).run();

        assertThat(report.troubles()).anyMatch(trouble -> trouble.contains("Reading the HeyLoyalty list"));
        assertThat(newsletter()).isEqualTo(Newsletter.YES);
        world.bean(SyncRun.class).run();
        assertThat(newsletter()).isEqualTo(Newsletter.NO);
    }

    private int webhook(String type, String id) throws IOException, InterruptedException {
        String port = world.program().getEnvironment().getProperty("local.server.port");
        String login =
                Base64.getEncoder().encodeToString(("heyloyalty:" + WEBHOOK_PASSWORD).getBytes(StandardCharsets.UTF_8));
        String body = "{\"member_id\":\"" + id + "\",\"list_id\":" + DemoConfiguration.LIST_ID + ",\"type\":\"" + type
                + "\",\"signature\":\"0\",\"member\":{}}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/webhooks/heyloyalty"))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private int told(String type) {
        try {
            return webhook(type, entry);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void withdraw() {
        world.heyLoyalty().unsubscribe(entry);
        tell(entry);
        world.run();
    }

    private void tell(String id) {
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, id, "webhook");
    }

    private Newsletter newsletter() {
        return world.businessCentral().member(number).orElseThrow().newsletter();
    }

    private void assertSettled() {
        world.run();
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
        assertThat(world.queue().values()).containsOnly(0L);
        world.heyLoyalty().calls().reset();
        world.businessCentral().calls().reset();
        world.run();
        world.run();
        assertThat(world.heyLoyalty().calls().entries())
                .noneMatch(call -> !call.method().equals("GET"));
        assertThat(world.businessCentral().calls().entries())
                .noneMatch(
                        call -> call.method().equals("PATCH") || call.method().equals("PUT"));
    }
}
