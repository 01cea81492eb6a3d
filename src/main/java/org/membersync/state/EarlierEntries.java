package org.membersync.state;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which entries of the list a member had before the linked one (behaviour O7): what the ledger tells of, and what is kept beside it,
 * because its rows grow too old and a link that was found by comparing whole populations has none.
 */
class EarlierEntries {

    private final JdbcClient jdbc;

    EarlierEntries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Keeps the linked entry, right before the link goes; in its transaction.
     *
     * @param next the entry that the member is linked with from now on, empty for none
     */
    void keepLinked(String memberId, String next) {
        jdbc.sql("""
                        INSERT INTO earlier_entry (member_id, heyloyalty_id)
                        SELECT l.member_id, l.heyloyalty_id FROM member_link l
                        WHERE l.member_id = :id AND l.heyloyalty_id <> :next AND NOT EXISTS (
                          SELECT 1 FROM earlier_entry e
                          WHERE e.member_id = l.member_id AND e.heyloyalty_id = l.heyloyalty_id)
                        """).param("id", memberId).param("next", next).update();
    }

    /**
     * Keeps what the ledger's oldest rows tell, right before they are deleted; the linked entry is kept when the link goes.
     *
     * @param rows a query for the ids of those rows, by {@code :before}
     */
    void keepTold(String rows, Instant before) {
        jdbc.sql("INSERT INTO earlier_entry (member_id, heyloyalty_id)"
                        + " SELECT DISTINCT c.member_id, c.heyloyalty_id FROM consent_decision c WHERE c.id IN (" + rows
                        + ") AND c.heyloyalty_id IS NOT NULL AND c.member_id <> c.heyloyalty_id"
                        // A CDP's persons are found by their own table.
                        + " AND c.direction <> 'AUDIENCE'"
                        + " AND NOT EXISTS (SELECT 1 FROM member_link l"
                        + " WHERE l.member_id = c.member_id AND l.heyloyalty_id = c.heyloyalty_id)"
                        + " AND NOT EXISTS (SELECT 1 FROM earlier_entry e"
                        + " WHERE e.member_id = c.member_id AND e.heyloyalty_id = c.heyloyalty_id)")
                .param("before", Columns.at(before))
                .update();
    }

    /** The linked entry and those before it; an entry that is another member's by now is not this person's any more. */
    List<String> withLinked(String memberId) {
        return jdbc
                .sql(
                        "SELECT heyloyalty_id FROM member_link WHERE member_id = :id"
                                + " UNION SELECT heyloyalty_id FROM earlier_entry WHERE member_id = :id"
                                + " UNION SELECT heyloyalty_id FROM consent_decision WHERE member_id = :id AND heyloyalty_id IS NOT NULL")
                .param("id", memberId)
                .query(String.class)
                .list()
                .stream()
                .filter(entry -> !isOfAnother("SELECT COUNT(*) FROM member_link WHERE", memberId, entry))
                .toList();
    }

    /** Those of {@link #withLinked} that cannot be somebody else's, as far as links, ledger and what is kept beside it tell. */
    List<String> surelyTheirs(String memberId) {
        return withLinked(memberId).stream()
                .filter(entry -> !isOfAnother("SELECT COUNT(*) FROM earlier_entry WHERE", memberId, entry))
                // Rows about an entry of nobody known name the entry itself, and those of audiences an id of ours.
                .filter(entry -> !isOfAnother(
                        "SELECT COUNT(*) FROM consent_decision WHERE member_id <> heyloyalty_id"
                                + " AND direction <> 'AUDIENCE' AND",
                        memberId,
                        entry))
                .sorted()
                .toList();
    }

    private boolean isOfAnother(String counted, String memberId, String entry) {
        return jdbc.sql(counted + " heyloyalty_id = :entry AND member_id <> :id")
                        .param("entry", entry)
                        .param("id", memberId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    void forget(String memberId) {
        jdbc.sql("DELETE FROM earlier_entry WHERE member_id = :id")
                .param("id", memberId)
                .update();
    }
}
