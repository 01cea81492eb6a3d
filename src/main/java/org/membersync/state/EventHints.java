package org.membersync.state;

import java.util.List;
import org.membersync.businesscentral.ChangeHint;
import org.membersync.decision.Direction;
import org.springframework.transaction.support.TransactionTemplate;

/** Queues whom Business Central's events name, as a row of a feed would. Nothing else of an event is kept. */
public class EventHints {

    private static final String SOURCE = "event";

    private final TransactionTemplate transaction;
    private final ChangeQueue queue;
    private final Directory directory;

    EventHints(TransactionTemplate transaction, ChangeQueue queue, Directory directory) {
        this.transaction = transaction;
        this.queue = queue;
        this.directory = directory;
    }

    /** Notes the changes, due after the settle delay; they are committed when this returns. */
    public void queue(ChangeHint hint) {
        Collisions.outlive(transaction, () -> {
            hint.memberIds().forEach(this::memberChanged);
            hint.membershipIds().forEach(this::membershipChanged);
        });
    }

    private void membershipChanged(String membershipId) {
        List<String> members = directory.membersOf(membershipId);
        if (members.isEmpty()) {
            queue.changed(Direction.MEMBERSHIP, membershipId, SOURCE);
        }
        members.forEach(this::memberChanged);
    }

    private void memberChanged(String memberId) {
        queue.changed(Direction.OUTBOUND, memberId, SOURCE);
    }
}
