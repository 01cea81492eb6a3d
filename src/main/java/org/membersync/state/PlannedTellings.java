package org.membersync.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.membersync.cdp.MembershipChanges;
import org.membersync.cdp.MembershipSnapshot;
import org.membersync.decision.HeldValue;
import org.membersync.state.AudiencePersons.Person;

/** Collects what the CDP tells, and says what would be true with it, leaving no trace in the database (behaviour R3). */
public class PlannedTellings implements AudienceTellings {

    private final AudienceTaking taking;
    private final PlannedTruth truth;
    private final List<Consumer<AudienceTaking>> told = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private boolean refused;
    private AudienceFeedPosition.Mark reached;

    /** @param taking one of its own, because what it remembers is not kept */
    PlannedTellings(AudienceTaking taking, PlannedTruth truth) {
        this.taking = taking;
        this.truth = truth;
    }

    /**
     * What would be true, of everybody who would have a turn.
     *
     * @param persons by id, in the order of the queue
     * @param values by person and item
     * @param items by list
     */
    public record Truth(
            Map<String, Person> persons,
            Map<String, Map<String, HeldValue>> values,
            Map<String, List<AudienceItems.State>> items) {

        /** Nothing would be done. */
        public static Truth nothing() {
            return new Truth(new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeMap<>());
        }

        /** How many, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return persons.size() + " person(s)";
        }
    }

    @Override
    public void activate() {
        // Comes with everything else, when it is known what would be true.
    }

    @Override
    public Optional<AudienceFeedPosition.Mark> position() {
        return reached != null ? Optional.of(reached) : refused ? Optional.empty() : taking.position();
    }

    @Override
    public boolean needsSnapshot(String audienceId) {
        return !known.contains(audienceId) && (refused || taking.needsSnapshot(audienceId));
    }

    @Override
    public void takeSnapshot(String audienceId, MembershipSnapshot snapshot, Instant at) {
        told.add(real -> real.takeSnapshot(audienceId, snapshot, at));
        known.add(audienceId);
        if (position().filter(mark -> mark.position() <= snapshot.position()).isEmpty()) {
            reached = new AudienceFeedPosition.Mark(snapshot.position(), at);
        }
    }

    @Override
    public void takeChanges(MembershipChanges part) {
        told.add(real -> real.takeChanges(part));
        reached = new AudienceFeedPosition.Mark(part.position(), Instant.EPOCH);
    }

    @Override
    public void sequenceRefused() {
        told.add(AudienceTaking::sequenceRefused);
        known.clear();
        refused = true;
        reached = null;
    }

    @Override
    public void gone(String audienceId) {
        told.add(real -> real.gone(audienceId));
        known.add(audienceId);
    }

    /** What would be true after all that was told, asked for or pushed. */
    public Truth truth() {
        return truth.after(() -> {
            taking.takePushed();
            told.forEach(one -> one.accept(taking));
        });
    }
}
