package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Removals that wait for an operator: who they are, and the operator's answer (quality P9). */
public class RemovalHolds {

    private static final Logger LOG = LoggerFactory.getLogger(RemovalHolds.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Clock queueClock;
    private final Ledger ledger;

    /** @param queueClock by which the queue knows what is due; {@code clock} is for the times that people read */
    RemovalHolds(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Clock queueClock, Ledger ledger) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.queueClock = queueClock;
        this.ledger = ledger;
    }

    /**
     * A removal that waits.
     *
     * @param memberNumber the id where no number is known
     * @param outcome UNSUBSCRIBE or ERASE
     * @param reasons as the ledger will have them, without personal data
     */
    public record Held(String memberNumber, String outcome, String reasons, String source, Instant firstSeenAt) {}

    /**
     * A time that removals were held.
     *
     * @param endedAt null while it lasts
     * @param ending {@code approved}, {@code discarded}, {@code released} (they are within the limit now) or
     *     {@code dissolved} (they were no removals any more); null while it lasts
     * @param endedBy null when the program did
     * @param members how many removals it ended for
     */
    public record Hold(Instant heldSince, Instant endedAt, String ending, String endedBy, String note, long members) {}

    /** How many removals wait, for the others to be decided or for an operator. */
    public long count() {
        return jdbc.sql("SELECT COUNT(*) FROM member_change WHERE held_revision > 0 AND " + Removals.HELD)
                .query(Long.class)
                .single();
    }

    /** Since when an operator is asked; empty when none is. */
    public Optional<Instant> openSince() {
        return jdbc.sql("SELECT held_since FROM removal_hold WHERE open_mark = 1")
                .query((row, number) -> Columns.instant(row, "held_since"))
                .optional();
    }

    /** The first removals that wait. */
    public List<Held> sample(int most) {
        return jdbc.sql("SELECT COALESCE(b.member_number, l.member_number, c.member_id) AS member, c.held_outcome,"
                        + " c.held_reasons, c.source, c.first_seen_at FROM member_change c"
                        + " LEFT JOIN bc_member b ON b.member_id = c.member_id"
                        + " LEFT JOIN member_link l ON l.member_id = c.member_id"
                        + " WHERE c.held_revision > 0 AND " + Removals.HELD
                        + " ORDER BY c.first_seen_at, c.member_id FETCH FIRST " + most + " ROWS ONLY")
                .query((row, number) -> new Held(
                        row.getString("member"),
                        row.getString("held_outcome"),
                        row.getString("held_reasons"),
                        row.getString("source"),
                        Columns.instant(row, "first_seen_at")))
                .list();
    }

    /** The latest times that removals were held, newest first. */
    public List<Hold> latest(int most) {
        return jdbc.sql("SELECT held_since, ended_at, ending, ended_by, note, members FROM removal_hold"
                        + " ORDER BY id DESC FETCH FIRST " + most + " ROWS ONLY")
                .query((row, number) -> new Hold(
                        Columns.instant(row, "held_since"),
                        Columns.instant(row, "ended_at"),
                        row.getString("ending"),
                        row.getString("ended_by"),
                        row.getString("note"),
                        row.getLong("members")))
                .list();
    }

    /**
     * Lets the removals that wait now be carried out, each after another look at the member.
     *
     * @return how many; empty when no operator was asked
     */
    public OptionalLong approve(String who, String note) {
        return answer("approved", who, note, () -> jdbc.sql("UPDATE member_change SET source = 'approved',"
                        + " held_revision = NULL, held_outcome = NULL, held_reasons = NULL, due_at = :now"
                        + " WHERE held_revision > 0 AND " + Removals.HELD)
                .param("now", Columns.at(queueClock.instant()))
                .update());
    }

    /**
     * Drops the removals that wait now: the members stay on the list until something new tells of them.
     *
     * @return how many; empty when no operator was asked
     */
    public OptionalLong discard(String who, String note) {
        return answer("discarded", who, note, () -> {
            ledger.addDiscarded();
            jdbc.sql("UPDATE member_link SET removal_discarded_at = :now WHERE member_id IN"
                            + " (SELECT member_id FROM member_change WHERE held_revision > 0 AND " + Removals.HELD
                            + ")")
                    .param("now", Columns.at(clock.instant()))
                    .update();
            return jdbc.sql("DELETE FROM member_change WHERE held_revision > 0 AND " + Removals.HELD)
                    .update();
        });
    }

    private interface Answer {
        int carryOut();
    }

    private OptionalLong answer(String ending, String who, String note, Answer answer) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            // First, so that of two operators only one is heard.
            if (!end(ending, who, note, 0)) {
                return OptionalLong.empty();
            }
            long members = answer.carryOut();
            jdbc.sql("UPDATE removal_hold SET members = :members"
                            + " WHERE id = (SELECT MAX(id) FROM removal_hold WHERE ending = :ending)")
                    .param("members", members)
                    .param("ending", ending)
                    .update();
            LOG.warn("{} removal(s) that were held are {} by {}", members, ending, who);
            return OptionalLong.of(members);
        }));
    }

    /** Asks an operator, once. */
    void begin(long members, long limit) {
        if (openSince().isPresent()) {
            return;
        }
        try {
            jdbc.sql("INSERT INTO removal_hold (open_mark, held_since) VALUES (1, :now)")
                    .param("now", Columns.at(clock.instant()))
                    .update();
        } catch (DuplicateKeyException anotherProcess) {
            return;
        }
        LOG.error(
                "{} members would be unsubscribed or erased, more than membersync.members.max-unsubscribes-per-run allows"
                        + " ({} in a day): none is until an operator decides. See them with: removals show",
                members,
                limit);
    }

    /** The removals are within the limit, so each is decided anew. */
    void release() {
        int released = jdbc.sql("UPDATE member_change SET held_revision = NULL, held_outcome = NULL,"
                        + " held_reasons = NULL, due_at = :now WHERE held_revision > 0")
                .param("now", Columns.at(queueClock.instant()))
                .update();
        if (end("released", null, "", released)) {
            LOG.info("{} removal(s) that were held are within the limit now, and go on", released);
        }
    }

    /** Whether anybody waits since before that moment. */
    boolean isAnySince(Instant before) {
        return !jdbc.sql("SELECT member_id FROM member_change WHERE held_revision > 0 AND held_at <= :before"
                        + " FETCH FIRST 1 ROWS ONLY")
                .param("before", Columns.at(before))
                .query(String.class)
                .list()
                .isEmpty();
    }

    /** Those who wait since before that moment have their turn without waiting for others any more. */
    void goOn(Instant before) {
        jdbc.sql("UPDATE member_change SET source = '" + Removals.WAITED
                        + "', held_revision = NULL, held_outcome = NULL,"
                        + " held_reasons = NULL, due_at = :now WHERE held_revision > 0 AND held_at <= :before AND "
                        + Removals.HELD)
                .param("now", Columns.at(queueClock.instant()))
                .param("before", Columns.at(before))
                .update();
    }

    boolean end(String ending, String who, String note, long members) {
        return jdbc.sql("UPDATE removal_hold SET open_mark = NULL, ended_at = :now, ending = :ending,"
                                + " ended_by = :who, note = :note, members = :members WHERE open_mark = 1")
                        .param("now", Columns.at(clock.instant()))
                        .param("ending", ending)
                        .param("who", who == null ? null : Columns.cut(who, 60))
                        .param("note", Columns.cut(note, 1000))
                        .param("members", members)
                        .update()
                == 1;
    }
}
