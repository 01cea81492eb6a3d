package org.membersync.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.membersync.decision.Direction;
import org.membersync.demo.Fault;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.membersync.member.Newsletter;
import org.membersync.state.ChangeQueue;
import org.membersync.state.ConsentSweep;
import org.membersync.support.MutableClock;
import org.membersync.support.World;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A write was carried out, we never learned of it, and then Business Central changed: what was written is found again (L3, L4). */
class LostAnswerFlowTest {

    private static final String CREATE = "POST .*/members$";
    private static final String READ = "GET .*/members";
    private static final String UNSUBSCRIBE = "DELETE ";

    private final MutableClock clock = new MutableClock(Instant.now());
    private World world;
    private String number;

    @BeforeEach
    void makeWorld() {
        world = World.empty().withClock(clock).start();
        number = world.eligible("Åse");
    }

    @AfterEach
    void endWorld() {
        world.close();
    }

    @Test
    void aNoAfterACreationWhoseAnswerWasLostUnsubscribesWhatWasCreated() {
        loseAnswerOf(CREATE);
        world.businessCentral().newsletter(number, Newsletter.NO);

        goOn();

        assertThat(entry("åse@example.dk").status()).isEqualTo(Status.UNSUBSCRIBED);
        assertSettled();
    }

    @Test
    void aDeletionAfterACreationWhoseAnswerWasLostErasesWhatWasCreated() {
        loseAnswerOf(CREATE);
        world.businessCentral().delete(number);

        goOn();

        assertThat(world.heyLoyalty().membersByEmail("åse@example.dk")).isEmpty();
        assertThat(world.heyLoyalty().members()).noneMatch(HeyLoyaltyMember::isActive);
        assertSettled();
    }

    @Test
    void anotherAddressAfterACreationWhoseAnswerWasLostIsWrittenToWhatWasCreated() {
        loseAnswerOf(CREATE);
        world.businessCentral().change(number, fields -> fields.email("åse.ny@example.dk"));

        goOn();

        assertThat(world.heyLoyalty().members()).hasSize(1);
        assertThat(entry("åse.ny@example.dk").isActive()).isTrue();
        assertSettled();
    }

    @Test
    void aNoAfterACreationThatShowsLateIsFoundByTheSweep() {
        loseAnswerOf(CREATE);
        world.businessCentral().newsletter(number, Newsletter.NO);
        world.heyLoyalty().faults().next(READ, Fault.status(200).body("application/json", "{\"members\":[]}"));

        goOn();
        assertThat(entry("åse@example.dk").isActive()).as("was not shown yet").isTrue();

        clock.advance(Duration.ofMinutes(2));
        world.bean(ConsentSweep.class).step();
        goOn();

        assertThat(entry("åse@example.dk").status()).isEqualTo(Status.UNSUBSCRIBED);
        assertSettled();
    }

    @Test
    void aYesAfterAnUnsubscriptionOfOursWhoseAnswerWasLostSubscribesAgain() {
        world.run();
        world.businessCentral().newsletter(number, Newsletter.NO);
        loseAnswerOf(UNSUBSCRIBE);
        world.businessCentral().newsletter(number, Newsletter.YES);

        goOn();

        assertThat(world.heyLoyalty().membersByEmail("åse@example.dk"))
                .filteredOn(HeyLoyaltyMember::isActive)
                .hasSize(1);
        assertSettled();
    }

    @Test
    void anUnsubscriptionInHeyLoyaltyWellAfterALostOneOfOursIsThePersons() {
        world.run();
        world.businessCentral().newsletter(number, Newsletter.NO);
        world.heyLoyalty().faults().always(UNSUBSCRIBE, Fault.resetBefore());
        clock.advance(Duration.ofMinutes(-2));
        world.run();
        world.heyLoyalty().faults().clear();
        world.businessCentral().newsletter(number, Newsletter.YES);
        world.heyLoyalty().unsubscribe(entry("åse@example.dk").id());
        clock.advance(Duration.ofMinutes(2));

        goOn();

        assertThat(world.heyLoyalty().membersByEmail("åse@example.dk"))
                .singleElement()
                .matches(member -> member.status() == Status.UNSUBSCRIBED);
        assertThat(world.heyLoyalty().violations()).isEmpty();
    }

    @Test
    void anUpdateOfOursThatArrivesAfterANoIsNoSubscriptionOfThePersons() {
        String id = updateThatIsOnItsWay();
        world.businessCentral().newsletter(number, Newsletter.NO);
        goOn();
        assertThat(entry("åse@example.dk").isActive()).isFalse();

        updateArrives(id);

        assertStaysUnsubscribed();
    }

    @Test
    void anUpdateOfOursThatArrivesAfterThePersonsOwnNoIsNoSubscriptionOfTheirs() {
        String id = updateThatIsOnItsWay();
        world.heyLoyalty().unsubscribe(id);
        tell(id);
        goOn();
        assertThat(newsletter()).isEqualTo(Newsletter.NO);

        updateArrives(id);

        assertStaysUnsubscribed();
    }

    @Test
    void aSecondErasureThatHeyLoyaltyAnswersWithNotFoundIsDone() {
        world.run();
        world.heyLoyalty().unsubscribe(entry("åse@example.dk").id());
        world.run();
        world.heyLoyalty().faults().always(UNSUBSCRIBE, Fault.status(404));
        world.businessCentral().anonymise(number);

        goOn();

        assertSettled();
        assertThat(world.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM member_link")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    /** Its answer is lost, and HeyLoyalty gets it only later. */
    private String updateThatIsOnItsWay() {
        world.run();
        world.businessCentral().change(number, fields -> fields.address("Søndergade 1"));
        world.heyLoyalty().faults().always("PATCH ", Fault.resetBefore());
        world.run();
        world.heyLoyalty().faults().clear();
        return entry("åse@example.dk").id();
    }

    /** HeyLoyalty subscribes whom an update changes. */
    private void updateArrives(String id) {
        clock.advance(Duration.ofSeconds(5));
        world.heyLoyalty().resubscribe(id);
        tell(id);
    }

    /** As a webhook does. */
    private void tell(String id) {
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, id, "webhook");
    }

    private void assertStaysUnsubscribed() {
        goOn();
        clock.advance(Duration.ofMinutes(2));
        world.bean(ConsentSweep.class).step();
        goOn();
        // Other entries of the person are looked for after an unsubscription.
        goOn();
        assertThat(newsletter()).isEqualTo(Newsletter.NO);
        assertThat(entry("åse@example.dk").isActive()).isFalse();
        assertSettled();
    }

    private Newsletter newsletter() {
        return world.businessCentral().member(number).orElseThrow().newsletter();
    }

    /** The call is carried out, its answer is lost, and HeyLoyalty is away afterwards, so that the turn ends in the dark. */
    private void loseAnswerOf(String call) {
        world.heyLoyalty().faults().next(READ, Fault.delay(Duration.ZERO));
        world.heyLoyalty().faults().next(call, Fault.resetAfter());
        world.heyLoyalty().faults().next(READ, Fault.status(503).retryAfter("30"));
        world.run();
        assertThat(world.queue()).as("the turn is not over").containsEntry("due", 1L);
    }

    private void goOn() {
        clock.advance(Duration.ofSeconds(40));
        world.run();
    }

    private HeyLoyaltyMember entry(String email) {
        assertThat(world.heyLoyalty().membersByEmail(email)).hasSize(1);
        return world.heyLoyalty().membersByEmail(email).get(0);
    }

    private void assertSettled() {
        assertThat(world.heyLoyalty().violations()).isEmpty();
        assertThat(world.parked()).isEmpty();
        assertThat(world.queue().values()).containsOnly(0L);
        assertThat(world.bean(JdbcClient.class)
                        .sql("SELECT COUNT(*) FROM announced_write")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
