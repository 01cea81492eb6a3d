package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.membersync.decision.Direction;
import org.membersync.decision.MemberLink;
import org.membersync.member.HeyLoyaltyMember;
import org.membersync.member.HeyLoyaltyMember.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns pages of the HeyLoyalty list into changes, so that what a lost webhook would have said is found (behaviour I2). The
 * watermark moves when a reading reached what is known, so a reading that breaks off is made again.
 */
public class ListChanges {

    /** Entries that show late are found again within this time; those that were taken are marked. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Links links;
    private final ChangeQueue queue;

    ListChanges(JdbcClient jdbc, TransactionTemplate transaction, Clock clock, Links links, ChangeQueue queue) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.links = links;
        this.queue = queue;
    }

    /** A reading from where the last one began. */
    public ListCursor begin() {
        return new ListCursor(1, newest().map(mark -> mark.minus(OVERLAP)).orElse(null), null, true);
    }

    /**
     * Queues what is new on the page.
     *
     * @param page last updated first
     * @param isFull whether another page may follow
     */
    public ListCursor take(ListCursor cursor, List<HeyLoyaltyMember> page, boolean isFull) {
        return transaction.execute(status -> {
            page.stream()
                    .filter(entry -> !isBefore(entry, cursor.since()) && isWithdrawal(entry))
                    .forEach(this::queueOnce);
            Instant newest = cursor.newest() != null
                    ? cursor.newest()
                    : page.stream()
                            .map(HeyLoyaltyMember::updatedAt)
                            .filter(time -> time != null)
                            .max(Instant::compareTo)
                            .orElse(null);
            boolean reached =
                    cursor.since() == null || page.stream().anyMatch(entry -> isBefore(entry, cursor.since()));
            if (isFull && !reached) {
                return cursor.next(newest);
            }
            if (newest != null) {
                save(newest);
            }
            return cursor.closed(newest);
        });
    }

    private static boolean isBefore(HeyLoyaltyMember entry, Instant since) {
        return since != null && entry.updatedAt() != null && entry.updatedAt().isBefore(since);
    }

    /** Whether the entry was unsubscribed without our knowing; a link that says so has been through its turn. */
    private boolean isWithdrawal(HeyLoyaltyMember entry) {
        return entry.status() == Status.UNSUBSCRIBED
                && links.findByHeyLoyaltyId(entry.id())
                        .filter(MemberLink::isUnsubscribed)
                        .isEmpty();
    }

    private void queueOnce(HeyLoyaltyMember entry) {
        Instant changed = entry.updatedAt() == null ? Instant.EPOCH : entry.updatedAt();
        boolean seen = jdbc.sql("SELECT COUNT(*) FROM list_seen WHERE entry_id = :id AND updated_at = :changed")
                        .param("id", entry.id())
                        .param("changed", Columns.at(changed))
                        .query(Integer.class)
                        .single()
                > 0;
        if (!seen) {
            jdbc.sql("INSERT INTO list_seen (entry_id, updated_at) VALUES (:id, :changed)")
                    .param("id", entry.id())
                    .param("changed", Columns.at(changed))
                    .update();
            queue.dueNow(Direction.INBOUND, entry.id(), "list");
        }
    }

    private Optional<Instant> newest() {
        return jdbc.sql("SELECT newest_at FROM list_watermark")
                .query((row, number) -> Columns.instant(row, "newest_at"))
                .optional();
    }

    private void save(Instant newest) {
        // A list whose newest change lies earlier than before was restored: it is read again from there.
        jdbc.sql("DELETE FROM list_watermark").update();
        jdbc.sql("INSERT INTO list_watermark (newest_at, read_at) VALUES (:newest, :now)")
                .param("newest", Columns.at(newest))
                .param("now", Columns.at(clock.instant()))
                .update();
        jdbc.sql("DELETE FROM list_seen WHERE updated_at < :before AND updated_at > :epoch")
                .param("before", Columns.at(newest.minus(OVERLAP)))
                .param("epoch", Columns.at(Instant.EPOCH))
                .update();
    }
}
