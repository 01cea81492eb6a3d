package org.membersync.state;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.membersync.cdp.AudienceEvent;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What a CDP pushed: stored before it is answered, taken afterwards in the order of arrival (behaviour A3). */
public class AudienceInbox {

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final GroupedCommits commits;
    private final Clock clock;
    private final Suppressions suppressions;
    private final ReceivingLoad load;

    AudienceInbox(
            JdbcClient jdbc,
            NamedParameterJdbcOperations batches,
            TransactionTemplate transaction,
            Clock clock,
            Suppressions suppressions,
            ReceivingLoad load) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.commits = new GroupedCommits(transaction);
        this.clock = clock;
        this.suppressions = suppressions;
        this.load = load;
    }

    /** An event that was not taken yet. @param personHash null for an event of no person */
    record Stored(long id, AudienceEvent event, String personHash) {}

    /** Stores all or none; committed when this returns. Of an erased person nothing is kept but that something was told. */
    public void store(List<AudienceEvent> events) {
        load.received();
        Map<String, String> hashes = new HashMap<>();
        events.stream()
                .filter(AudienceEvent::isOfPerson)
                .map(AudienceEvent::identifier)
                .forEach(identifier -> hashes.computeIfAbsent(identifier, suppressions::audienceHash));
        commits.commit(() -> {
            Set<String> erased = suppressions.suppressed(hashes.values());
            Instant now = clock.instant();
            batches.batchUpdate(
                    """
                    INSERT INTO audience_event
                      (received_at, happened_at, kind, item, person_hash, identifier, item_value, pending)
                    VALUES (:now, :at, :kind, :item, :hash, :identifier, :value, :pending)
                    """,
                    events.stream()
                            .map(event -> row(event, hashes.get(event.identifier()), erased, now))
                            .toArray(SqlParameterSource[]::new));
        });
    }

    private static SqlParameterSource row(AudienceEvent event, String hash, Set<String> erased, Instant now) {
        boolean gone = hash != null && erased.contains(hash);
        return new MapSqlParameterSource()
                .addValue("now", Columns.at(now))
                .addValue("at", Columns.at(event.at()))
                .addValue("kind", event.kind().name())
                .addValue("item", event.item())
                .addValue("hash", gone ? null : hash)
                .addValue("identifier", gone || hash == null ? null : event.identifier())
                .addValue("value", gone ? null : event.value())
                .addValue("pending", gone ? 0 : 1);
    }

    /** Whether anything waits to be taken. */
    public boolean isPending() {
        return !pending(1).isEmpty();
    }

    /** How many wait to be taken. */
    public long countPending() {
        return jdbc.sql("SELECT COUNT(*) FROM audience_event WHERE pending = 1")
                .query(Long.class)
                .single();
    }

    List<Stored> pending(int limit) {
        return jdbc.sql("SELECT id, kind, item, identifier, item_value, happened_at, person_hash FROM audience_event"
                        + " WHERE pending = 1 ORDER BY pending, id FETCH FIRST " + limit + " ROWS ONLY")
                .query((row, number) -> new Stored(
                        row.getLong("id"),
                        new AudienceEvent(
                                AudienceEvent.Kind.valueOf(row.getString("kind")),
                                row.getString("item"),
                                row.getString("identifier") == null ? "" : row.getString("identifier"),
                                row.getString("item_value"),
                                Columns.instant(row, "happened_at")),
                        row.getString("person_hash")))
                .list();
    }

    void taken(List<Stored> events) {
        jdbc.sql("UPDATE audience_event SET pending = 0 WHERE id IN (:ids)")
                .param("ids", events.stream().map(Stored::id).toList())
                .update();
    }

    /** Has what was told of an item taken again, because only now a file activates it. */
    void takeAgain(String item) {
        jdbc.sql("UPDATE audience_event SET pending = 1 WHERE item = :item AND pending = 0"
                        + " AND (person_hash IS NOT NULL OR kind IN ('DELETED', 'RENAMED'))")
                .param("item", item)
                .update();
    }

    void forget(String personHash) {
        jdbc.sql("DELETE FROM audience_event WHERE person_hash = :hash")
                .param("hash", personHash)
                .update();
    }
}
