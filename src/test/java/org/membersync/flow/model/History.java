package org.membersync.flow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.membersync.decision.Direction;
import org.membersync.demo.DemoConfiguration;
import org.membersync.demo.Fault;
import org.membersync.demo.WebhookOrder;
import org.membersync.heyloyalty.WebhookNotice;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.operation.SyncRun;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Links;
import org.membersync.state.WebhookInbox;
import org.membersync.support.MortalDatabase;
import org.membersync.support.MutableClock;
import org.membersync.support.World;

/** Lets a history happen to new persons of a running world, and to the model of each. */
public final class History {

    private static final List<Fault> TROUBLES = List.of(
            Fault.resetBefore(),
            Fault.resetAfter(),
            Fault.status(500),
            Fault.status(503).retryAfter("30"),
            Fault.status(429),
            Fault.cutBody());
    private static final int ROUNDS = 6;

    /** Longer than any claim lasts. */
    private static final Duration A_WHILE = Duration.ofMinutes(11);

    private final World world;
    private final MutableClock clock;
    private final MortalDatabase database;
    private final Records records;
    private final List<Actor> actors = new ArrayList<>();
    private int serial;

    /** One person for each start; the first rest has passed. HeyLoyalty's webhooks wait to be sent by hand. */
    public History(World world, MutableClock clock, MortalDatabase database, List<Start> starts) {
        this.world = world;
        this.clock = clock;
        this.database = database;
        records = new Records(world);
        clearOut();
        for (Start start : starts) {
            actors.add(new Actor(world, "p" + UUID.randomUUID() + "@example.dk", start));
        }
        settle();
        actors.forEach(Actor::rests);
        world.heyLoyalty().watchConsent(email -> actors.stream()
                .filter(actor -> actor.has(email))
                .allMatch(actor -> actor.model().word() == Person.Word.YES));
    }

    /** Nobody of an earlier history is there any more: the full polls would read them all again. */
    private void clearOut() {
        world.businessCentral().members().forEach(member -> world.businessCentral()
                .delete(member.number()));
        world.heyLoyalty().members().forEach(entry -> world.heyLoyalty().remove(entry.id()));
        world.heyLoyalty().loseWebhooks();
    }

    /** Makes the steps, and comes to rest. */
    public void happen(List<Step> steps) {
        steps.forEach(this::happen);
        rest();
    }

    private void happen(Step step) {
        clock.advance(step.after());
        switch (step.kind()) {
            case LATE_WEBHOOKS -> deliver(step.choice() % 2 == 0 ? WebhookOrder.SHUFFLED : WebhookOrder.REVERSED);
            case FOREIGN_WEBHOOK -> tell("update", UUID.randomUUID().toString());
            case BC_TROUBLE -> {
                world.businessCentral().calls().reset();
                world.businessCentral().faults().onCall(1 + step.choice() % 9, trouble(step));
            }
            case HL_TROUBLE -> {
                world.heyLoyalty().calls().reset();
                world.heyLoyalty().faults().onCall(1 + step.choice() % 4, trouble(step));
            }
            case RUN -> run();
            case CRASH -> crash(1 + step.choice());
            case WORK -> world.bean(SyncRun.class).workOff();
            case REST -> rest();
            default -> {
                actors.get(step.person() % actors.size()).happen(step, ++serial);
                webhooks(step);
            }
        }
    }

    private static Fault trouble(Step step) {
        return TROUBLES.get(step.choice() % TROUBLES.size());
    }

    /** What becomes of the webhooks that wait, those of our own writes too. */
    private void webhooks(Step step) {
        switch (step.choice() % 4) {
            case 0 -> deliver(WebhookOrder.AS_SENT);
            case 1 -> deliver(WebhookOrder.DOUBLED);
            case 2 -> world.heyLoyalty().loseWebhooks();
            default -> {
                // They come later.
            }
        }
    }

    private void deliver(WebhookOrder order) {
        int waiting = world.heyLoyalty().waitingWebhooks();
        assertThat(world.heyLoyalty().deliverWebhooks(order))
                .as("webhooks that were taken")
                .isEqualTo(order == WebhookOrder.DOUBLED ? 2 * waiting : waiting);
    }

    private void tell(String type, String entry) {
        world.bean(WebhookInbox.class).store(new WebhookNotice(type, entry, DemoConfiguration.LIST_ID), "{}");
    }

    private void run() {
        SyncRun.Report report = world.bean(SyncRun.class).run();
        if (report.troubles().isEmpty() && report.waiting() == 0) {
            actors.forEach(Actor::assertHeard);
        }
    }

    /** A run in which the process dies after that commit; the next one starts when its claims are over. */
    private void crash(int commit) {
        database.dieAfterCommit(commit, () -> {
            world.businessCentral().faults().always("", Fault.resetBefore());
            world.heyLoyalty().faults().always("", Fault.resetBefore());
        });
        try {
            world.bean(SyncRun.class).run();
        } catch (RuntimeException dying) {
            assertThat(database.isDead())
                    .as("it failed though it lives: %s", dying)
                    .isTrue();
        }
        if (database.isDead()) {
            database.revive();
            world.businessCentral().faults().clear();
            world.heyLoyalty().faults().clear();
            records.forgetUncounted();
            clock.advance(A_WHILE);
        }
        database.revive();
    }

    /** No more trouble, and time enough for whatever waits; then both sides are what the model says, and silent. */
    private void rest() {
        world.businessCentral().faults().clear();
        world.heyLoyalty().faults().clear();
        clock.advance(Duration.ofSeconds(2));
        settle();
        actors.forEach(Actor::assertConforms);
        assertThat(world.heyLoyalty().violations()).as("P1: calls against a no").isEmpty();
        assertThat(world.parked()).as("parked").isEmpty();
        assertThat(world.bean(ChangeQueue.class).all()).as("waiting").isEmpty();
        actors.forEach(actor -> records.assertNothingOf(actor.erased()));
        assertSilent();
        records.assertOneRowForEachDecision();
        actors.forEach(Actor::rests);
    }

    private void settle() {
        boolean busy = true;
        for (int round = 0; busy && round < ROUNDS; round++) {
            resetCalls();
            sweep();
            SyncRun.Report report = world.bean(SyncRun.class).run();
            busy = report.waiting() > 0 || !report.troubles().isEmpty() || !writes().isEmpty();
            clock.advance(Duration.ofSeconds(61));
        }
    }

    private void resetCalls() {
        world.businessCentral().calls().reset();
        world.heyLoyalty().calls().reset();
    }

    private List<String> writes() {
        return Stream.of(world.businessCentral().calls(), world.heyLoyalty().calls())
                .flatMap(calls -> calls.entries().stream())
                .filter(call -> !call.method().equals("GET") && !call.path().endsWith("/token"))
                .map(call -> call.method() + " " + call.kind())
                .toList();
    }

    /** Two further full polls of both sides, and a webhook of every entry: everybody is read again, and nothing is written. */
    private void assertSilent() {
        resetCalls();
        for (int round = 0; round < 2; round++) {
            records.forgetWhatWasRead();
            sweep();
            actors.stream().flatMap(actor -> actor.entries().stream()).forEach(this::tellAgain);
            SyncRun.Report report = world.bean(SyncRun.class).run();
            assertThat(report.troubles()).as("troubles at rest").isEmpty();
            assertThat(report.waiting()).as("waiting at rest").isZero();
            clock.advance(Duration.ofSeconds(61));
        }
        assertThat(writes()).as("P6: writes at rest").isEmpty();
    }

    private void tellAgain(HeyLoyaltyMember entry) {
        tell(entry.isActive() ? "update" : "unsubscribe", entry.id());
    }

    /** What the consent sweep does within its time, for these persons alone. */
    private void sweep() {
        for (Actor actor : actors) {
            for (String member : actor.memberIds()) {
                if (world.bean(Links.class).find(member).isPresent()) {
                    world.bean(ChangeQueue.class).readAgain(Direction.OUTBOUND, member, "sweep");
                }
            }
        }
    }
}
