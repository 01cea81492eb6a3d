package org.membersync.state;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.membersync.decision.Agreement.Choice;
import org.membersync.decision.Agreement.Side;
import org.membersync.decision.Direction;
import org.membersync.decision.FieldIssue;
import org.membersync.member.FieldValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Single fields that wait for an operator while the rest of the person goes on (behaviour I7, I8). They are failures of the
 * direction from HeyLoyalty, each with both sides' values, which never leave the database but for an operator who asks.
 */
public class FieldFailures {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Links links;
    private final Agreements agreements;
    private final ChangeQueue queue;

    FieldFailures(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Links links,
            Agreements agreements,
            ChangeQueue queue) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.links = links;
        this.agreements = agreements;
        this.queue = queue;
    }

    /** Both sides' values of a parked field, in HeyLoyalty's form. */
    public record Values(String field, FieldValue businessCentral, FieldValue heyLoyalty) {

        /** The field alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return field;
        }
    }

    private record Parked(long id, String field, String reason) {}

    /** The values of that failure; empty when it is not of a single field. */
    public Optional<Values> values(long id) {
        return jdbc.sql("SELECT field, bc_value, heyloyalty_value FROM failure WHERE id = :id AND field <> ''")
                .param("id", id)
                .query((row, number) -> new Values(
                        row.getString("field"),
                        FieldJson.readValue(row.getString("bc_value")),
                        FieldJson.readValue(row.getString("heyloyalty_value"))))
                .optional();
    }

    /**
     * Chooses one side's value in a conflict; both directions then follow it, unless a side changes again.
     *
     * @return whether there was such a conflict
     */
    public boolean resolve(long id, Side side, String who) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Optional<String> heyLoyaltyId = conflictOf(id);
            Optional<Values> values = values(id);
            Optional<String> memberId =
                    heyLoyaltyId.flatMap(links::findByHeyLoyaltyId).map(link -> link.memberId());
            if (values.isEmpty() || memberId.isEmpty()) {
                return false;
            }
            Values shown = values.get();
            agreements.choose(
                    memberId.get(), shown.field(), new Choice(side, shown.businessCentral(), shown.heyLoyalty()));
            end(id, "resolved", who);
            queue.dueNow(Direction.INBOUND, heyLoyaltyId.get(), "resolve");
            return true;
        }));
    }

    private Optional<String> conflictOf(long id) {
        return jdbc.sql("SELECT member_id FROM failure WHERE id = :id AND status = 'open' AND reason = :reason")
                .param("id", id)
                .param("reason", FieldIssue.CONFLICT)
                .query(String.class)
                .optional();
    }

    /** Takes over which fields of a person wait now: new ones are parked, mended ones end. */
    void settle(String heyLoyaltyId, String memberNumber, List<FieldIssue> issues) {
        List<Parked> open = jdbc.sql(
                        "SELECT id, field, reason FROM failure WHERE member_id = :id AND status = 'open' AND field <> ''")
                .param("id", heyLoyaltyId)
                .query((row, number) -> new Parked(row.getLong("id"), row.getString("field"), row.getString("reason")))
                .list();
        for (Parked parked : open) {
            if (issues.stream().noneMatch(issue -> isSame(parked, issue))) {
                end(parked.id(), "superseded", null);
            }
        }
        for (FieldIssue issue : issues) {
            Optional<Parked> known =
                    open.stream().filter(parked -> isSame(parked, issue)).findFirst();
            if (known.isPresent()) {
                update(known.get().id(), issue);
            } else if (!isDismissed(heyLoyaltyId, issue)) {
                insert(heyLoyaltyId, memberNumber, issue);
            }
        }
    }

    private static boolean isSame(Parked parked, FieldIssue issue) {
        return parked.field().equals(issue.field()) && parked.reason().equals(issue.reason());
    }

    /** Who dismissed these very values does not want to hear of them again. */
    private boolean isDismissed(String heyLoyaltyId, FieldIssue issue) {
        return jdbc.sql("""
                                SELECT COUNT(*) FROM failure WHERE member_id = :id AND status = 'dismissed'
                                  AND field = :field AND reason = :reason AND bc_value = :bc AND heyloyalty_value = :hl
                                """)
                        .param("id", heyLoyaltyId)
                        .param("field", issue.field())
                        .param("reason", issue.reason())
                        .param("bc", FieldJson.write(issue.businessCentral()))
                        .param("hl", FieldJson.write(issue.heyLoyalty()))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private void insert(String heyLoyaltyId, String memberNumber, FieldIssue issue) {
        jdbc.sql("""
                        INSERT INTO failure (direction, member_id, member_number, reason, message, attempts, failed_at,
                          status, field, bc_value, heyloyalty_value)
                        VALUES ('INBOUND', :id, :number, :reason, :message, 1, :now, 'open', :field, :bc, :hl)
                        """)
                .param("id", heyLoyaltyId)
                .param("number", memberNumber)
                .param("reason", issue.reason())
                .param("message", Columns.cut(issue.message(), 2000))
                .param("now", Columns.at(clock.instant()))
                .param("field", issue.field())
                .param("bc", FieldJson.write(issue.businessCentral()))
                .param("hl", FieldJson.write(issue.heyLoyalty()))
                .update();
    }

    private void update(long id, FieldIssue issue) {
        jdbc.sql("UPDATE failure SET message = :message, bc_value = :bc, heyloyalty_value = :hl WHERE id = :id")
                .param("message", Columns.cut(issue.message(), 2000))
                .param("bc", FieldJson.write(issue.businessCentral()))
                .param("hl", FieldJson.write(issue.heyLoyalty()))
                .param("id", id)
                .update();
    }

    private void end(long id, String status, String who) {
        jdbc.sql("UPDATE failure SET status = :status, ended_at = :now, ended_by = :who WHERE id = :id")
                .param("status", status)
                .param("now", Columns.at(clock.instant()))
                .param("who", who == null ? null : Columns.cut(who, 60))
                .param("id", id)
                .update();
    }
}
