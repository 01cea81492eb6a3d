package org.membersync.state;

import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.SentWrite;
import org.membersync.member.FieldValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Mends what a turn wrote that was taken over while its request was on its way: neither system can be told to refuse it, so
 * it may have landed on top of its successor's (behaviour L4). The member gets another turn, in which that value counts as
 * our own writing and never as a change of the person's, nor as a proof that they want to be subscribed (I9, quality P1).
 */
public class LateWrites {

    private static final Logger LOG = LoggerFactory.getLogger(LateWrites.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Claims claims;
    private final ChangeQueue queue;
    private final Queue<SentWrite> unmended = new ConcurrentLinkedQueue<>();

    LateWrites(JdbcClient jdbc, TransactionTemplate transaction, Claims claims, ChangeQueue queue) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.claims = claims;
        this.queue = queue;
    }

    /** Of a turn that was overtaken: mends what it may have written, now or as soon as the database takes it. */
    public void mend(Change change) {
        claims.takeSent(change).ifPresent(write -> {
            LOG.warn(
                    "Member {}: a write of this process may have arrived after another process took the turn over: both"
                            + " sides are compared once more",
                    change.shownMember());
            unmended.add(write);
        });
        try {
            mendAll();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("The database is away: what arrived late is mended once it is back");
        }
    }

    /** Mends what could not be mended before. */
    void mendAll() {
        for (SentWrite write = unmended.peek(); write != null; write = unmended.peek()) {
            SentWrite late = write;
            Collisions.outlive(transaction, () -> note(late));
            unmended.remove(late);
        }
    }

    private void note(SentWrite late) {
        queue.dueNow(Direction.OUTBOUND, late.memberId(), "overtaken");
        jdbc.sql("UPDATE member_change SET late_fields = :fields WHERE direction = 'OUTBOUND' AND member_id = :id")
                .param("fields", FieldJson.write(late.values()))
                .param("id", late.memberId())
                .update();
        // A subscription that arrived late is no newer yes; one that is meant is told by its next change.
        jdbc.sql("UPDATE bc_member SET opt_out_seen_at = NULL WHERE member_id = :id")
                .param("id", late.memberId())
                .update();
        Optional.ofNullable(late.heyLoyaltyId())
                .ifPresent(entry -> queue.dueNow(Direction.INBOUND, entry, "overtaken"));
    }

    /** What arrived late of a member whose next turn has not ended yet, by HeyLoyalty field name. */
    static Map<String, FieldValue> of(JdbcClient jdbc, String memberId) {
        return jdbc.sql("SELECT late_fields FROM member_change WHERE direction = 'OUTBOUND' AND member_id = :id"
                        + " AND late_fields IS NOT NULL")
                .param("id", memberId)
                .query(String.class)
                .optional()
                .map(FieldJson::readFields)
                .orElse(Map.of());
    }
}
