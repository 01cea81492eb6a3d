package org.membersync.flow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.membersync.decision.Direction;
import org.membersync.demo.Fault;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.operation.SyncRun;
import org.membersync.state.ChangeQueue;
import org.membersync.state.Links;
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

    private final World world;
    private final MutableClock clock;
    private final List<Actor> actors = new ArrayList<>();
    private final List<String> late = new ArrayList<>();
    private int serial;

    /** One person for each start; the first rest has passed. */
    public History(World world, MutableClock clock, List<Start> starts) {
        this.world = world;
        this.clock = clock;
        for (Start start : starts) {
            actors.add(new Actor(world, "p" + UUID.randomUUID() + "@example.dk", start));
        }
        settle();
        actors.forEach(Actor::rests);
        world.heyLoyalty().watchConsent(email -> actors.stream()
                .filter(actor -> actor.has(email))
                .allMatch(actor -> actor.model().word() == Person.Word.YES));
    }

    /** Makes the steps, and comes to rest. */
    public void happen(List<Step> steps) {
        steps.forEach(this::happen);
        rest();
    }

    private void happen(Step step) {
        clock.advance(step.after());
        switch (step.kind()) {
            case LATE_WEBHOOKS -> tellLate(step.choice());
            case FOREIGN_WEBHOOK -> tell(UUID.randomUUID().toString());
            case BC_TROUBLE -> {
                world.businessCentral().calls().reset();
                world.businessCentral().faults().onCall(1 + step.choice() % 9, trouble(step));
            }
            case HL_TROUBLE -> {
                world.heyLoyalty().calls().reset();
                world.heyLoyalty().faults().onCall(1 + step.choice() % 4, trouble(step));
            }
            case RUN -> world.bean(SyncRun.class).run();
            case WORK -> world.work();
            case REST -> rest();
            default ->
                actors.get(step.person() % actors.size())
                        .happen(step, ++serial)
                        .ifPresent(entry -> webhook(step, entry));
        }
    }

    private static Fault trouble(Step step) {
        return TROUBLES.get(step.choice() % TROUBLES.size());
    }

    private void webhook(Step step, String entry) {
        switch (step.choice() % 4) {
            case 0 -> tell(entry);
            case 1 -> late.add(entry);
            case 2 -> {
                tell(entry);
                late.add(entry);
                late.add(entry);
            }
            default -> {
                // It is lost.
            }
        }
    }

    private void tellLate(int seed) {
        Collections.shuffle(late, new Random(seed));
        late.forEach(this::tell);
        late.clear();
    }

    private void tell(String entry) {
        world.bean(ChangeQueue.class).dueNow(Direction.INBOUND, entry, "webhook");
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
        assertSilent();
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

    private void assertSilent() {
        resetCalls();
        sweep();
        actors.stream()
                .flatMap(actor -> actor.entries().stream())
                .map(HeyLoyaltyMember::id)
                .forEach(this::tell);
        for (int round = 0; round < 2; round++) {
            assertThat(world.bean(SyncRun.class).run().troubles())
                    .as("troubles at rest")
                    .isEmpty();
            clock.advance(Duration.ofSeconds(61));
        }
        assertThat(writes()).as("P6: writes at rest").isEmpty();
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
