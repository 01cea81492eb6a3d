package org.membersync.operation;

import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.Outcome;
import org.membersync.decision.Reason;
import org.membersync.failure.SyncException;
import org.membersync.operation.PlanRun.Planned;
import org.membersync.state.Directory;
import org.membersync.state.PlannedDirectory;
import org.membersync.sync.MemberSwitch;

/**
 * Words about members of whom the ledger holds nothing: {@code initial-sync} gives a turn only to those who differ, so that
 * it says what a turn would decide now, writing nothing.
 */
class UndecidedMembers {

    /** Why somebody is linked of whom no turn is known. */
    static final String LINKED =
            ": initial-sync linked the two by comparing whole populations, and the ledger holds no turn"
                    + " of theirs since (or it is older than membersync.retention.ledger)";

    private final SystemCalls calls;
    private final MemberSwitch memberSwitch;
    private final PlannedTurns turns;
    private final Directory directory;
    private final Clock clock;

    UndecidedMembers(
            SystemCalls calls, MemberSwitch memberSwitch, PlannedTurns turns, Directory directory, Clock clock) {
        this.calls = calls;
        this.memberSwitch = memberSwitch;
        this.turns = turns;
        this.directory = directory;
        this.clock = clock;
    }

    /** Why that member, who is neither linked nor waiting nor parked, is not on the list. */
    String verdict(String memberId) {
        String unseen = "is not on the list because no change of the member was seen yet that needed a turn";
        if (!memberSwitch.isOn()) {
            return unseen;
        }
        Planned planned;
        try {
            calls.run("direct:read-heyloyalty-list", "", Map.of());
            planned = turns.plan(
                            List.of(new Change(Direction.OUTBOUND, memberId, "", "plan", 0, "", 0)),
                            Map.of("directory", new PlannedDirectory(directory, clock)))
                    .get(0);
        } catch (SyncException unreachable) {
            return unseen;
        }
        String reasons = Reason.texts(planned.reasons());
        return planned.outcome().equals(Outcome.NOT_SENT.name())
                ? "is not on the list because " + reasons + " (no turn was needed yet; one would decide so now)"
                : unseen + "; now one would lead to: "
                        + planned.outcome().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + reasons + ")";
    }
}
