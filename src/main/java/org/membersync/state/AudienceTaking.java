package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.membersync.cdp.AudienceEvent;
import org.membersync.cdp.MembershipChanges;
import org.membersync.cdp.MembershipSnapshot;
import org.membersync.decision.HeldValue;
import org.membersync.mapping.ActivationItem;
import org.membersync.mapping.ActivationStore;
import org.membersync.mapping.Activations;
import org.membersync.state.AudienceItems.State;
import org.membersync.state.AudienceTruth.Told;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes what a CDP tells, pushed or asked for: one at a time over all processes (behaviour A3). */
public class AudienceTaking implements AudienceTellings {

    private static final int AT_ONCE = 500;

    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ActivationStore activations;
    private final AudienceInbox inbox;
    private final AudienceItems items;
    private final AudienceTruth truth;
    private final AudienceFeedPosition feed;
    private final Suppressions suppressions;
    private final SharedLocks locks;
    private volatile Activations activated;

    AudienceTaking(
            TransactionTemplate transaction,
            Clock clock,
            ActivationStore activations,
            AudienceInbox inbox,
            AudienceItems items,
            AudienceTruth truth,
            AudienceFeedPosition feed,
            Suppressions suppressions,
            SharedLocks locks) {
        this.transaction = transaction;
        this.clock = clock;
        this.activations = activations;
        this.inbox = inbox;
        this.items = items;
        this.truth = truth;
        this.feed = feed;
        this.suppressions = suppressions;
        this.locks = locks;
    }

    /** Notes which items the files activate; what was pushed of a new one before is taken now. */
    @Override
    public void activate() {
        Activations now = activations.current();
        if (now == activated) {
            return;
        }
        alone(() -> now.lists().forEach(list -> now.items(list).forEach(item -> {
            if (items.activate(list, item.key(), item.field())) {
                inbox.takeAgain(item.key());
            }
        })));
        activated = now;
    }

    /** Takes all that was pushed. */
    public void takePushed() {
        activate();
        while (inbox.isPending()) {
            alone(() -> {
                List<AudienceInbox.Stored> events = inbox.pending(AT_ONCE);
                Part part = new Part(items);
                events.forEach(stored -> take(stored.event(), stored.personHash(), null, part));
                part.end((list, all) -> truth.take(list, all, "push"));
                if (!events.isEmpty()) {
                    inbox.taken(events);
                }
            });
        }
    }

    @Override
    public Optional<AudienceFeedPosition.Mark> position() {
        return feed.find();
    }

    @Override
    public boolean needsSnapshot(String audienceId) {
        String key = ActivationItem.key(ActivationItem.Kind.AUDIENCE, audienceId);
        return activations.current().listsOf(key).stream().anyMatch(list -> items.find(list, key)
                .map(state -> !state.isRemoved() && state.snapshotPosition() == null)
                .orElse(true));
    }

    @Override
    public void takeChanges(MembershipChanges part) {
        List<MembershipChanges.Change> changes = part.changes();
        for (int from = 0; from < changes.size(); from += AT_ONCE) {
            List<MembershipChanges.Change> some = changes.subList(from, Math.min(from + AT_ONCE, changes.size()));
            alone(() -> {
                Part taken = new Part(items);
                some.forEach(change -> take(
                        change.event(),
                        suppressions.audienceHash(change.event().identifier()),
                        change.position(),
                        taken));
                taken.end((list, all) -> truth.take(list, all, "feed"));
            });
        }
        alone(() -> feed.advance(part.position()));
    }

    /** Events that are taken together: what is known of their items is read once, and written once. */
    private static final class Part {

        private final AudienceItems items;
        private final Map<String, List<Told>> told = new LinkedHashMap<>();
        private final Map<List<String>, Optional<State>> states = new HashMap<>();
        private final Map<List<String>, Instant> alive = new HashMap<>();

        Part(AudienceItems items) {
            this.items = items;
        }

        Optional<State> state(String list, String item) {
            return states.computeIfAbsent(List.of(list, item), any -> items.find(list, item));
        }

        void alive(State state, Instant at) {
            List<String> key = List.of(state.list(), state.item());
            states.put(key, Optional.of(state.aliveAt(at)));
            alive.put(key, at);
        }

        /** Has what is known read anew. */
        void forget() {
            alive.forEach((key, at) -> items.alive(key.get(0), key.get(1), at));
            alive.clear();
            states.clear();
        }

        void end(BiConsumer<String, List<Told>> take) {
            forget();
            told.forEach(take);
        }
    }

    private void take(AudienceEvent event, String personHash, Long position, Part part) {
        for (String list : activations.current().listsOf(event.item())) {
            switch (event.kind()) {
                case DELETED -> {
                    part.forget();
                    delete(list, event.item(), event.at(), part.told);
                }
                case RENAMED -> items.named(list, event.item(), event.value(), event.at());
                case ENTERED, LEFT, CHANGED -> {
                    if (isTaken(list, event, part) && !(position == null && isOlderThanSnapshot(list, event, part))) {
                        part.told
                                .computeIfAbsent(list, any -> new ArrayList<>())
                                .add(new Told(
                                        personHash,
                                        event.identifier(),
                                        event.item(),
                                        new HeldValue(value(event), event.at(), position)));
                    }
                }
            }
        }
    }

    /** Nothing from before a deletion counts; what came after it attaches the audience again. */
    private static boolean isTaken(String list, AudienceEvent event, Part part) {
        State state = part.state(list, event.item()).orElse(null);
        if (state == null || !state.takes(event.at())) {
            return false;
        }
        if (state.aliveAt() == null || event.at().isAfter(state.aliveAt())) {
            part.alive(state, event.at());
        }
        return true;
    }

    /** A snapshot does not name who is not in the audience; whoever entered after it is told by the change feed too. */
    private static boolean isOlderThanSnapshot(String list, AudienceEvent event, Part part) {
        return event.kind() == AudienceEvent.Kind.ENTERED
                && part.state(list, event.item())
                        .map(State::snapshotAt)
                        .filter(at -> !event.at().isAfter(at))
                        .isPresent();
    }

    private void delete(String list, String item, Instant at, Map<String, List<Told>> told) {
        if (items.removed(list, item, at)) {
            told.getOrDefault(list, new ArrayList<>())
                    .removeIf(
                            one -> one.item().equals(item) && !one.value().at().isAfter(at));
            truth.forget(list, item, at);
        }
    }

    private static String value(AudienceEvent event) {
        return switch (event.kind()) {
            case ENTERED -> ActivationItem.IN;
            case LEFT -> ActivationItem.OUT;
            default -> event.value();
        };
    }

    @Override
    public void takeSnapshot(String audienceId, MembershipSnapshot snapshot, Instant at) {
        String item = ActivationItem.key(ActivationItem.Kind.AUDIENCE, audienceId);
        for (String list : activations.current().listsOf(item)) {
            HeldValue in = new HeldValue(ActivationItem.IN, at, snapshot.position());
            HeldValue out = new HeldValue(ActivationItem.OUT, at, snapshot.position());
            // The time is rounded up, and the audience may be deleted within that second.
            alone(() -> items.alive(list, item, at.minusSeconds(1)));
            Set<String> there = new HashSet<>();
            List<Told> told = new ArrayList<>();
            for (String identifier : snapshot.identifiers()) {
                String hash = suppressions.audienceHash(identifier);
                there.add(hash);
                told.add(new Told(hash, identifier, item, in));
            }
            truth.inAudience(list, item, ActivationItem.IN).forEach((hash, identifier) -> {
                if (!there.contains(hash)) {
                    told.add(new Told(hash, identifier, item, out));
                }
            });
            for (int from = 0; from < told.size(); from += AT_ONCE) {
                List<Told> some = told.subList(from, Math.min(from + AT_ONCE, told.size()));
                alone(() -> truth.take(list, some, "snapshot"));
            }
            alone(() -> {
                truth.stillOut(list, item, out);
                items.snapshot(list, item, snapshot.position(), at);
                feed.beginAt(snapshot.position());
            });
        }
    }

    @Override
    public void sequenceRefused() {
        alone(() -> {
            feed.forget();
            items.forgetSnapshots(Set.of());
            truth.forgetPositions();
        });
    }

    @Override
    public void gone(String audienceId) {
        String item = ActivationItem.key(ActivationItem.Kind.AUDIENCE, audienceId);
        alone(() -> activations.current().listsOf(item).forEach(list -> {
            Instant alive = items.find(list, item).map(State::aliveAt).orElse(Instant.EPOCH);
            Instant now = clock.instant();
            // The CDP's clock may be ahead of ours.
            delete(list, item, now.isAfter(alive) ? now : alive.plusMillis(1), new LinkedHashMap<>());
        }));
    }

    /** An operator ends the coupling of an item; what is true of everybody stays known. */
    public void detach(String list, String item, String who) {
        alone(() -> items.detached(list, item, clock.instant(), who));
    }

    /** Everything is asked for and written anew; what an operator detached is attached again. @return how many persons */
    public int startAnew(String list, List<String> keys) {
        int[] queued = new int[1];
        alone(() -> {
            keys.forEach(key -> items.attached(list, key));
            items.forgetSnapshots(new HashSet<>(keys));
            queued[0] = truth.queueAll(list, null, "sync");
        });
        return queued[0];
    }

    private void alone(Runnable work) {
        Collisions.outlive(transaction, () -> {
            locks.take(SharedLocks.AUDIENCES);
            work.run();
        });
    }
}
