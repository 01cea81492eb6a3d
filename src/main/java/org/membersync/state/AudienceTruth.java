package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.membersync.decision.Direction;
import org.membersync.decision.HeldValue;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcOperations;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is true in the CDP of each person; whoever's truth changed is queued in the same transaction. */
class AudienceTruth {

    /** What of a person comes within it is one write. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final JdbcClient jdbc;
    private final NamedParameterJdbcOperations batches;
    private final Suppressions suppressions;
    private final ChangeQueue queue;

    AudienceTruth(JdbcClient jdbc, NamedParameterJdbcOperations batches, Suppressions suppressions, ChangeQueue queue) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.suppressions = suppressions;
        this.queue = queue;
    }

    /** What was told of one person and one item. */
    record Told(String personHash, String identifier, String item, HeldValue value) {}

    private record Key(String personId, String item) {}

    /**
     * Takes what is newer than what is held; must run in a transaction that holds the lock of audiences.
     *
     * @param told some hundreds at most, in the order of their arrival
     */
    void take(String list, List<Told> told, String source) {
        Set<String> erased =
                suppressions.suppressed(told.stream().map(Told::personHash).collect(Collectors.toSet()));
        List<Told> ours =
                told.stream().filter(one -> !erased.contains(one.personHash())).toList();
        if (ours.isEmpty()) {
            return;
        }
        Map<String, String> persons = persons(list, ours);
        Map<Key, HeldValue> held = held(persons.values());
        Map<Key, HeldValue> newer = new LinkedHashMap<>();
        Set<String> changed = new TreeSet<>();
        for (Told one : ours) {
            Key key = new Key(persons.get(one.personHash()), one.item());
            HeldValue before = newer.getOrDefault(key, held.get(key));
            if (before == null || before.givesWayTo(one.value())) {
                newer.put(key, one.value());
            }
        }
        newer.forEach((key, value) -> {
            HeldValue before = held.get(key);
            if (before == null || !java.util.Objects.equals(before.value(), value.value())) {
                changed.add(key.personId());
            }
        });
        save(newer, held.keySet());
        queue.dueAll(Direction.AUDIENCE, changed, source, SETTLE);
    }

    private Map<String, String> persons(String list, List<Told> told) {
        Map<String, String> identifiers = new LinkedHashMap<>();
        told.forEach(one -> identifiers.putIfAbsent(one.personHash(), one.identifier()));
        Map<String, String> known = new HashMap<>();
        // Of all lists, because the embedded database would begin with everybody on the one.
        jdbc.sql("SELECT list_name, person_hash, person_id FROM audience_person WHERE person_hash IN (:hashes)")
                .param("hashes", identifiers.keySet())
                .query((row, number) -> row.getString("list_name").equals(list)
                        ? known.put(row.getString("person_hash"), row.getString("person_id"))
                        : null)
                .list();
        List<SqlParameterSource> fresh = new ArrayList<>();
        identifiers.forEach((hash, identifier) -> {
            if (!known.containsKey(hash)) {
                String id = "person-" + UUID.randomUUID();
                known.put(hash, id);
                fresh.add(new MapSqlParameterSource()
                        .addValue("id", id)
                        .addValue("list", list)
                        .addValue("hash", hash)
                        .addValue("identifier", identifier));
            }
        });
        batch(
                "INSERT INTO audience_person (person_id, list_name, person_hash, identifier)"
                        + " VALUES (:id, :list, :hash, :identifier)",
                fresh);
        return known;
    }

    private Map<Key, HeldValue> held(Collection<String> personIds) {
        Map<Key, HeldValue> held = new HashMap<>();
        jdbc.sql("SELECT person_id, item, item_value, happened_at, feed_position FROM audience_value"
                        + " WHERE person_id IN (:ids)")
                .param("ids", new HashSet<>(personIds))
                .query((row, number) ->
                        held.put(new Key(row.getString("person_id"), row.getString("item")), value(row)))
                .list();
        return held;
    }

    static HeldValue value(ResultSet row) throws SQLException {
        long number = row.getLong("feed_position");
        Long position = row.wasNull() ? null : number;
        return new HeldValue(row.getString("item_value"), Columns.instant(row, "happened_at"), position);
    }

    private void save(Map<Key, HeldValue> values, Set<Key> known) {
        List<SqlParameterSource> fresh = new ArrayList<>();
        List<SqlParameterSource> changed = new ArrayList<>();
        values.forEach((key, value) -> (known.contains(key) ? changed : fresh)
                .add(new MapSqlParameterSource()
                        .addValue("id", key.personId())
                        .addValue("item", key.item())
                        .addValue("value", value.value())
                        .addValue("at", Columns.at(value.at()))
                        .addValue("position", value.position())));
        batch(
                "INSERT INTO audience_value (person_id, item, item_value, happened_at, feed_position)"
                        + " VALUES (:id, :item, :value, :at, :position)",
                fresh);
        batch(
                "UPDATE audience_value SET item_value = :value, happened_at = :at, feed_position = :position"
                        + " WHERE person_id = :id AND item = :item",
                changed);
    }

    private void batch(String sql, List<SqlParameterSource> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
        }
    }

    /** The numbers of the change feed begin anew. */
    void forgetPositions() {
        jdbc.sql("UPDATE audience_value SET feed_position = NULL WHERE feed_position IS NOT NULL")
                .update();
    }

    /**
     * Those who were out before a snapshot and are not named by it are out at its position: what the change feed tells of them
     * afterwards counts, although the snapshot's time is rounded up and may be the later one.
     */
    void stillOut(String list, String item, HeldValue out) {
        jdbc.sql("UPDATE audience_value SET happened_at = :at, feed_position = :position"
                        + " WHERE item = :item AND item_value = :out AND feed_position IS NULL AND happened_at <= :at"
                        + " AND person_id IN (SELECT person_id FROM audience_person WHERE list_name = :list)")
                .param("at", Columns.at(out.at()))
                .param("position", out.position())
                .param("item", item)
                .param("out", out.value())
                .param("list", list)
                .update();
    }

    /** Forgets what was told until then of an audience that is gone. */
    void forget(String list, String item, Instant until) {
        jdbc.sql("DELETE FROM audience_value WHERE item = :item AND happened_at <= :until"
                        + " AND person_id IN (SELECT person_id FROM audience_person WHERE list_name = :list)")
                .param("item", item)
                .param("until", Columns.at(until))
                .param("list", list)
                .update();
    }

    /** The addresses, by their hashes, of those who are held to be in the audience. */
    Map<String, String> inAudience(String list, String item, String in) {
        Map<String, String> persons = new LinkedHashMap<>();
        jdbc.sql("SELECT p.person_hash, p.identifier FROM audience_value v JOIN audience_person p"
                        + " ON p.person_id = v.person_id"
                        + " WHERE v.item = :item AND v.item_value = :in AND p.list_name = :list")
                .param("item", item)
                .param("in", in)
                .param("list", list)
                .query((row, number) -> persons.put(row.getString("person_hash"), row.getString("identifier")))
                .list();
        return persons;
    }

    /** Queues everybody of whom something is held of the item, of every item for null. */
    int queueAll(String list, String item, String source) {
        List<String> ids = jdbc.sql("SELECT DISTINCT p.person_id FROM audience_person p JOIN audience_value v"
                        + " ON v.person_id = p.person_id WHERE p.list_name = :list"
                        + (item == null ? "" : " AND v.item = :item") + " ORDER BY p.person_id")
                .param("list", list)
                .param("item", item == null ? "" : item)
                .query(String.class)
                .list();
        for (int from = 0; from < ids.size(); from += 500) {
            queue.dueAll(
                    Direction.AUDIENCE, ids.subList(from, Math.min(from + 500, ids.size())), source, Duration.ZERO);
        }
        return ids.size();
    }
}
