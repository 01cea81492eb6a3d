package org.membersync.operation.alerts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.membersync.operation.Standstills;
import org.membersync.state.Failures;
import org.membersync.state.Failures.Tally;
import org.membersync.state.RemovalHolds;

/** What needs an operator now: parked members, held removals, directions that stand still, polls that do not get through. */
class Conditions {

    private final Failures failures;
    private final RemovalHolds removals;
    private final Standstills standstills;
    private final Staleness staleness;

    Conditions(Failures failures, RemovalHolds removals, Standstills standstills, Staleness staleness) {
        this.failures = failures;
        this.removals = removals;
        this.standstills = standstills;
        this.staleness = staleness;
    }

    /** The conditions' stable names and what to tell of each, without personal data. */
    Map<String, String> now() {
        Map<String, String> conditions = new TreeMap<>();
        List<Tally> parked = failures.tally();
        if (!parked.isEmpty()) {
            String reasons = parked.stream()
                    .map(one -> one.members() + " " + one.reason())
                    .collect(Collectors.joining(", "));
            conditions.put("parked", "Members are parked (" + reasons + "); see them with: failures list");
        }
        removals.openSince()
                .ifPresent(since -> conditions.put(
                        "removals-held",
                        "Unsubscriptions and erasures are held since " + since
                                + ", because they are too many at once; see them with: removals show"));
        standstills.now().forEach(still -> conditions.put(still.name(), still.message()));
        staleness.now().forEach((poll, message) -> conditions.put("stale-" + poll, message));
        return conditions;
    }
}
