package org.membersync.state;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.membersync.decision.Direction;
import org.membersync.heyloyalty.WebhookNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** HeyLoyalty's webhooks, each stored whole together with the change it tells of (behaviour I1). */
public class WebhookInbox {

    /** Long enough to look into what HeyLoyalty said, short because the bodies are personal data. */
    static final Duration RETENTION = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(WebhookInbox.class);
    private static final Duration BETWEEN_DELETIONS = Duration.ofHours(1);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ChangeQueue queue;
    private final Suppressions suppressions;
    private final ReceivingLoad load;
    private final String listId;
    private final AtomicReference<Instant> nextDeletion = new AtomicReference<>(Instant.MIN);

    WebhookInbox(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            ChangeQueue queue,
            Suppressions suppressions,
            ReceivingLoad load,
            String listId) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.queue = queue;
        this.suppressions = suppressions;
        this.load = load;
        this.listId = listId;
    }

    /**
     * Stores what was sent and queues the change of our list's entry; both are committed when this returns. A repeated notice
     * is stored again, and its change falls together with the open one. Of an erased person's entry nothing is kept but that
     * something was told: HeyLoyalty may tell of the erasure itself.
     *
     * @param body as it came
     */
    public void store(WebhookNotice notice, String body) {
        load.received();
        boolean ofOurList = listId.equals(notice.listId());
        commit(notice, body, notice.isChange() && ofOurList);
        tell(notice, ofOurList);
        deleteOldNowAndThen();
    }

    private void commit(WebhookNotice notice, String body, boolean change) {
        Collisions.outlive(transaction, () -> {
            if (suppressions.isEntrySuppressed(notice.memberId())) {
                insert(new WebhookNotice(notice.type(), "", notice.listId()), "");
                return;
            }
            insert(notice, body);
            if (change) {
                queue.dueNow(Direction.INBOUND, notice.memberId(), "webhook");
            }
        });
    }

    private void insert(WebhookNotice notice, String body) {
        jdbc.sql("""
                        INSERT INTO webhook_request
                          (received_at, happened_at, source, event_type, member_ref, list_ref, body)
                        VALUES (:now, :happened, 'heyloyalty', :type, :member, :list, :body)
                        """)
                .param("now", Columns.at(clock.instant()))
                .param("happened", Columns.at(notice.happenedAt()))
                .param("type", notice.type())
                .param("member", notice.memberId())
                .param("list", notice.listId())
                .param("body", body)
                .update();
    }

    private static void tell(WebhookNotice notice, boolean ofOurList) {
        if (notice.isConnectionTest()) {
            LOG.info("HeyLoyalty's connection test arrived");
        } else if (!notice.isKnown()) {
            LOG.info(
                    "HeyLoyalty sent a webhook of a kind that this version does not know: it is kept and changes nothing");
        } else if (notice.isChange() && !ofOurList) {
            LOG.info("HeyLoyalty sent a webhook of another list than membersync.heyloyalty.list-id"
                    + " (MEMBERSYNC_HEYLOYALTY_LISTID): it is kept and changes nothing");
        }
    }

    /** What is stored is stored: a deletion that fails is tried again later. */
    private void deleteOldNowAndThen() {
        Instant now = clock.instant();
        Instant due = nextDeletion.get();
        if (now.isBefore(due) || !nextDeletion.compareAndSet(due, now.plus(BETWEEN_DELETIONS))) {
            return;
        }
        try {
            deleteOld();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "Old webhooks could not be deleted ({}): it is tried again within the hour",
                    e.getClass().getName());
        }
    }

    /** Deletes what is older than the retention. */
    void deleteOld() {
        jdbc.sql("DELETE FROM webhook_request WHERE received_at < :before")
                .param("before", Columns.at(clock.instant().minus(RETENTION)))
                .update();
    }

    /** Deletes what was sent of an entry of the list. */
    void forget(String heyLoyaltyId) {
        jdbc.sql("DELETE FROM webhook_request WHERE member_ref = :entry")
                .param("entry", heyLoyaltyId)
                .update();
    }
}
