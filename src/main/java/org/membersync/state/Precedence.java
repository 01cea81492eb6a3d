package org.membersync.state;

import org.membersync.decision.Change;
import org.membersync.decision.Decision;
import org.membersync.decision.MemberCase;
import org.membersync.decision.MemberLink.UnsubscribedBy;
import org.membersync.decision.Outcome;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What came from HeyLoyalty goes first. While it waits, because inbound is paused, refused access or tried again later, the
 * other direction may take the person off the list, and nothing else: that only ever withdraws (behaviour O2, quality P2).
 */
public class Precedence {

    /** Whether the change's newest revision was looked at while the other direction waited. */
    static final String WAITS = "(COALESCE(waits_revision, 0) = revision)";

    private final JdbcClient jdbc;
    private final ChangeQueue queue;

    Precedence(JdbcClient jdbc, ChangeQueue queue) {
        this.jdbc = jdbc;
        this.queue = queue;
    }

    /** Whether the turn may go on. One that must wait is over, and comes again when the other direction got through. */
    public boolean admit(MemberCase memberCase, Decision decision) {
        Change change = memberCase.change();
        if (memberCase.plan() || isWithdrawal(decision) || !waits(change.memberId())) {
            return true;
        }
        jdbc.sql("UPDATE member_change SET waits_revision = revision WHERE direction = :direction AND member_id = :id"
                        + " AND claim_token = :token AND revision = :revision")
                .param("direction", change.direction().name())
                .param("id", change.memberId())
                .param("token", change.claimToken())
                .param("revision", change.revision())
                .update();
        queue.release(change);
        return false;
    }

    /** Not for want of the approval alone: its return would count more than a no that still waits. */
    private static boolean isWithdrawal(Decision decision) {
        return decision.outcome() == Outcome.ERASE
                || decision.outcome() == Outcome.UNSUBSCRIBE
                        && decision.link().unsubscribedBy() != UnsubscribedBy.MEMBERSYNC_FOR_APPROVAL;
    }

    /**
     * By the recorded link, as the queue orders the directions: of an entry that this turn found by itself the queue knows
     * nothing once the turn is over, and would hand both out for ever.
     */
    private boolean waits(String memberId) {
        return jdbc.sql(
                                "SELECT COUNT(*) FROM member_link l JOIN member_change o"
                                        + " ON o.direction = 'INBOUND' AND o.member_id = l.heyloyalty_id WHERE l.member_id = :id")
                        .param("id", memberId)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
