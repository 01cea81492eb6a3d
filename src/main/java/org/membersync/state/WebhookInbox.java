package org.membersync.state;

import java.time.Clock;
import org.membersync.decision.Direction;
import org.membersync.heyloyalty.WebhookNotice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** HeyLoyalty's webhooks, each stored whole together with the change it tells of (behaviour I1). */
public class WebhookInbox {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookInbox.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ChangeQueue queue;
    private final Suppressions suppressions;
    private final ReceivingLoad load;
    private final AudienceEcho audiences;
    private final String listId;

    WebhookInbox(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            ChangeQueue queue,
            Suppressions suppressions,
            ReceivingLoad load,
            AudienceEcho audiences,
            String listId) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.queue = queue;
        this.suppressions = suppressions;
        this.load = load;
        this.audiences = audiences;
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
    }

    private void commit(WebhookNotice notice, String body, boolean change) {
        Collisions.outlive(transaction, () -> {
            if (suppressions.isEntrySuppressed(notice.memberId())) {
                insert(new WebhookNotice(notice.type(), "", notice.listId()), "");
                return;
            }
            insert(notice, body);
            if (change && notice.type().equals("unsubscribe")) {
                audiences.unsubscribed(notice.memberId());
            }
            // What else was changed in the entry meanwhile is found by reading the list.
            if (change && !(notice.type().equals("update") && audiences.isEcho(notice.memberId()))) {
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

    /** Deletes what was sent of an entry of the list. */
    void forget(String heyLoyaltyId) {
        jdbc.sql("DELETE FROM webhook_request WHERE member_ref = :entry")
                .param("entry", heyLoyaltyId)
                .update();
    }
}
