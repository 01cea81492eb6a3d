package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.membersync.decision.BuyerCase;
import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.Direction;
import org.membersync.decision.Outcome;
import org.membersync.decision.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends a buyer's turn: buyer, ledger and queue in one transaction (quality P4). */
public class BuyerOutcomes {

    private static final Logger LOG = LoggerFactory.getLogger(BuyerOutcomes.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Ledger ledger;
    private final ChangeQueue queue;

    BuyerOutcomes(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Ledger ledger, ChangeQueue queue) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.ledger = ledger;
        this.queue = queue;
    }

    /**
     * Records what was decided and carried out, and ends the turn. The contact data goes, unless another ticket was bought
     * meanwhile.
     *
     * @param madeId the entry that we made, now or in an earlier try; null for none
     * @throws org.membersync.failure.OvertakenException when another process took the turn over: nothing is recorded
     */
    public void record(BuyerCase buyerCase, Decision decision, String madeId) {
        Change change = buyerCase.change();
        Collisions.outlive(transaction, () -> {
            queue.fence(change);
            String entry = madeId == null ? decision.heyLoyaltyId() : madeId;
            ledger.add(change, change.memberNumber(), decision, entry);
            save(buyerCase, decision, entry, madeId != null);
            if (isOthersAfterAll(buyerCase, entry, madeId)) {
                // Its own turn took it for a buyer's meanwhile.
                queue.dueNow(Direction.INBOUND, entry, "buyer");
            }
            queue.complete(change);
        });
        if (decision.writes()) {
            LOG.info(
                    "Buyer {}: {} {}",
                    change.memberId(),
                    decision.outcome().name().toLowerCase(Locale.ROOT),
                    decision.write().keySet().stream().sorted().toList());
        }
    }

    private static boolean isOthersAfterAll(BuyerCase buyerCase, String entry, String madeId) {
        return madeId == null
                && entry != null
                && buyerCase.buyer() != null
                && buyerCase.buyer().announcedAt() != null;
    }

    private void save(BuyerCase buyerCase, Decision decision, String entry, boolean made) {
        boolean saidNo = decision.outcome() == Outcome.WITHHELD
                && decision.reasons().stream().anyMatch(reason -> reason.rule().equals(Rule.NEVER_REACTIVATE.id()));
        jdbc.sql("""
                        UPDATE buyer SET announced_at = NULL, outcome = :outcome, decided_at = :now,
                          contact = CASE WHEN noted_at > :begun THEN contact ELSE NULL END,
                          heyloyalty_id = COALESCE(CAST(:entry AS VARCHAR(60)), heyloyalty_id),
                          member_id = COALESCE(CAST(:member AS VARCHAR(60)), member_id),
                          made_here = CASE WHEN CAST(:made AS BOOLEAN) THEN TRUE ELSE made_here END,
                          said_no = CASE WHEN CAST(:no AS BOOLEAN) THEN TRUE ELSE said_no END
                        WHERE buyer_id = :id
                        """)
                .param("outcome", decision.outcome().name())
                .param("now", Columns.at(clock.instant()))
                .param("begun", Columns.at(begun(buyerCase)))
                .param("entry", entry)
                .param("member", oneMember(buyerCase))
                .param("made", made)
                .param("no", saidNo)
                .param("id", buyerCase.change().memberId())
                .update();
    }

    private static Instant begun(BuyerCase buyerCase) {
        return buyerCase.buyer() == null ? Instant.EPOCH : buyerCase.buyer().notedAt();
    }

    private static String oneMember(BuyerCase buyerCase) {
        return buyerCase.members() == null || buyerCase.members().size() != 1
                ? null
                : buyerCase.members().iterator().next();
    }
}
