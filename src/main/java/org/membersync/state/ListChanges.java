package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.membersync.decision.Direction;
import org.membersync.member.HeyLoyaltyMember;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Turns pages of the HeyLoyalty list into changes, so that what a lost webhook would have said is found (behaviour I2). The
 * watermark moves when a reading reached what is known, so a reading that breaks off is made again.
 */
public class ListChanges {

    /** Entries that show late are found again within this time; those that were taken are marked. */
    private static final Duration OVERLAP = Duration.ofMinutes(5);

    /**
     * A newest change older than this by our clock has nothing late behind it, even when the clocks are as far apart as
     * HeyLoyalty allows. From then on a reading goes no further than the newest change, so that an idle one costs one page.
     */
    private static final Duration SETTLED = Duration.ofMinutes(20);

    /** No clock that HeyLoyalty takes is ahead so far: the newest change was told by one that has been put right since. */
    private static final Duration FROM_THE_FUTURE = Duration.ofDays(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ListNews news;
    private final Suppressions suppressions;
    private final ListSeen seen;
    private final ChangeQueue queue;
    private final SharedLocks locks;

    ListChanges(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            ListNews news,
            Suppressions suppressions,
            ListSeen seen,
            ChangeQueue queue) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.news = news;
        this.suppressions = suppressions;
        this.seen = seen;
        this.queue = queue;
        this.locks = new SharedLocks(jdbc);
    }

    /**
     * How far the list was read.
     *
     * @param newest when the entry that was changed last was, by HeyLoyalty's clock
     * @param readAt when a reading last met what was known, by ours
     */
    public record Mark(Instant newest, Instant readAt) {

        private boolean isSettled() {
            return readAt.isAfter(newest.plus(SETTLED));
        }

        private Instant since() {
            if (newest.isAfter(readAt.plus(FROM_THE_FUTURE))) {
                return readAt.minus(SETTLED);
            }
            return isSettled() ? newest : newest.minus(OVERLAP);
        }
    }

    /** A reading from where the last one began. */
    public ListCursor begin() {
        return mark().map(mark -> new ListCursor(1, mark.since(), mark.isSettled(), null, true))
                .orElse(new ListCursor(1, null, false, null, true));
    }

    /**
     * Queues what is new on the page.
     *
     * @param page last updated first
     * @param isFull whether another page may follow
     */
    public ListCursor take(ListCursor cursor, List<HeyLoyaltyMember> page, boolean isFull) {
        return take(cursor, page, isFull, null);
    }

    /** The same for a plan, which only collects what would be queued; {@code plan} is null when it is none. */
    public ListCursor take(ListCursor cursor, List<HeyLoyaltyMember> page, boolean isFull, PlannedList plan) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            if (plan == null) {
                locks.take(SharedLocks.LIST);
            }
            List<HeyLoyaltyMember> inReach = page.stream()
                    .filter(entry -> !isBefore(entry, cursor.since()))
                    .toList();
            List<HeyLoyaltyMember> unseen = seen.unseen(inReach).stream()
                    .filter(entry -> !suppressions.isEntrySuppressed(entry.id()))
                    .toList();
            unseen.forEach(entry -> takeOnce(cursor, entry, plan));
            Instant newest = cursor.newest() != null ? cursor.newest() : newestOf(cursor, page);
            if (isFull && !isReached(cursor, page, unseen)) {
                return cursor.next(newest);
            }
            if (newest != null && plan == null) {
                save(newest);
            }
            return cursor.closed(newest);
        }));
    }

    /**
     * Whether the reading met what is known. With nothing late to expect, a page that holds nothing but marked entries of the
     * newest change's time says it too: thousands may have been changed within one second. Marked entries after it say
     * nothing, since a reading that broke off may have marked them.
     */
    private static boolean isReached(ListCursor cursor, List<HeyLoyaltyMember> page, List<HeyLoyaltyMember> unseen) {
        return cursor.since() == null
                || cursor.settled()
                        && unseen.isEmpty()
                        && page.stream().noneMatch(entry -> isAfter(entry, cursor.since()))
                || page.stream().anyMatch(entry -> isBefore(entry, cursor.since()));
    }

    /** On an empty list everybody who comes is new. */
    private static Instant newestOf(ListCursor cursor, List<HeyLoyaltyMember> page) {
        return page.stream()
                .map(HeyLoyaltyMember::updatedAt)
                .filter(time -> time != null)
                .max(Instant::compareTo)
                .orElse(page.isEmpty() && cursor.since() == null ? Instant.EPOCH : null);
    }

    private static boolean isAfter(HeyLoyaltyMember entry, Instant since) {
        return entry.updatedAt() != null && entry.updatedAt().isAfter(since);
    }

    private static boolean isBefore(HeyLoyaltyMember entry, Instant since) {
        return since != null && entry.updatedAt() != null && entry.updatedAt().isBefore(since);
    }

    /** The very first reading only learns where the list stands: whoever is on it already is no news but for a no. */
    private void takeOnce(ListCursor cursor, HeyLoyaltyMember entry, PlannedList plan) {
        boolean first = cursor.since() == null;
        boolean isNews = news.isWithdrawal(entry) || !first && news.isChange(entry);
        if (plan == null) {
            seen.add(entry);
            news.noteOurs(entry);
        }
        if (isNews && plan == null) {
            queue.dueNow(Direction.INBOUND, entry.id(), "list");
        } else if (isNews) {
            plan.add(entry.id());
        }
    }

    /** How far the list was read; empty when it never was. */
    public Optional<Mark> mark() {
        return jdbc.sql("SELECT newest_at, read_at FROM list_watermark")
                .query((row, number) -> new Mark(Columns.instant(row, "newest_at"), Columns.instant(row, "read_at")))
                .optional();
    }

    private void save(Instant newest) {
        // A list whose newest change lies earlier than before was restored: it is read again from there.
        jdbc.sql("DELETE FROM list_watermark").update();
        jdbc.sql("INSERT INTO list_watermark (newest_at, read_at) VALUES (:newest, :now)")
                .param("newest", Columns.at(newest))
                .param("now", Columns.at(clock.instant()))
                .update();
        seen.forgetBefore(newest.minus(OVERLAP));
    }
}
