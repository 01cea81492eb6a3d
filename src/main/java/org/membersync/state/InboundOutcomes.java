package org.membersync.state;

import java.time.Clock;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.InboundCase;
import org.membersync.decision.Outcome;
import org.membersync.member.Member;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a HeyLoyalty member's turn: link, ledger and queue in one transaction (behaviour O8, quality P4). */
public class InboundOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(InboundOutcomes.class);

    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Links links;
    private final Ledger ledger;
    private final ChangeQueue queue;

    InboundOutcomes(TransactionTemplate transaction, Clock clock, Links links, Ledger ledger, ChangeQueue queue) {
        this.transaction = transaction;
        this.clock = clock;
        this.links = links;
        this.ledger = ledger;
        this.queue = queue;
    }

    /**
     * Records what was decided and carried out, and ends the turn. What Business Central says afterwards is not noted here:
     * only a reading of it counts as seen.
     */
    public void record(InboundCase inbound, Decision decision) {
        Change change = inbound.change();
        Member member =
                inbound.memberCase() == null ? null : inbound.memberCase().member();
        Change named = member == null
                ? change
                : new Change(
                        Direction.INBOUND,
                        member.id(),
                        member.number(),
                        change.source(),
                        change.revision(),
                        change.claimToken(),
                        change.attempts());
        transaction.executeWithoutResult(status -> {
            ledger.add(named, named.memberNumber(), decision, change.memberId());
            if (decision.link() != null) {
                links.save(decision.link(), clock.instant());
            }
            queue.complete(change);
        });
        if (decision.outcome() == Outcome.WITHDRAW) {
            LOG.info("Member {}: newsletter set to no in Business Central {}", named.shownMember(), decision.reasons());
        }
    }
}
