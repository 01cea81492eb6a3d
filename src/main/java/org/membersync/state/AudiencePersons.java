package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.HeldValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The persons that a CDP told of, and where their values were brought to. */
public class AudiencePersons {

    private static final int RECHECKED = 500;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Suppressions suppressions;
    private final ChangeQueue queue;

    AudiencePersons(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Suppressions suppressions,
            ChangeQueue queue) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.suppressions = suppressions;
        this.queue = queue;
    }

    /**
     * A person of a list.
     *
     * @param id our own
     * @param list the settings entry of the list, empty for that of the members
     * @param identifier the e-mail address in small letters
     */
    public record Person(String id, String list, String identifier) {

        /** The id alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return id;
        }
    }

    /** The person, unless it was erased meanwhile. */
    public Optional<Person> find(String personId) {
        return jdbc.sql("SELECT person_id, list_name, identifier FROM audience_person WHERE person_id = :id")
                .param("id", personId)
                .query(AudiencePersons::person)
                .optional();
    }

    /** What is true of the person, by item. */
    public Map<String, HeldValue> values(String personId) {
        Map<String, HeldValue> values = new TreeMap<>();
        jdbc.sql("SELECT item, item_value, happened_at, feed_position FROM audience_value WHERE person_id = :id")
                .param("id", personId)
                .query((row, number) -> values.put(row.getString("item"), AudienceTruth.value(row)))
                .list();
        return values;
    }

    /** Whose turn comes next, in the order of the queue, as far as they are on that list. */
    public List<Person> next(String list, int limit) {
        // Two statements, because the embedded database would begin with everybody on the list.
        List<String> due = jdbc.sql("SELECT c.member_id FROM member_change c"
                        + " WHERE c.direction = 'AUDIENCE' AND c.due_at <= :now"
                        // The direction too: the order is the index's then, and nothing is sorted.
                        + " ORDER BY c.direction, c.due_at, c.member_id FETCH FIRST " + limit + " ROWS ONLY")
                .param("now", Columns.at(clock.instant()))
                .query(String.class)
                .list();
        if (due.isEmpty()) {
            return List.of();
        }
        Map<String, Person> persons = new HashMap<>();
        jdbc.sql("SELECT person_id, list_name, identifier FROM audience_person WHERE person_id IN (:ids)")
                .param("ids", due)
                .query((row, number) -> persons.put(row.getString("person_id"), person(row, number)))
                .list();
        return due.stream()
                .map(persons::get)
                .filter(person -> person != null && person.list().equals(list))
                .toList();
    }

    /**
     * Ends a person's turn.
     *
     * @param entryId the active entry that was found, null when the person is not on the list
     * @param settledAt when was looked for unsubscriptions that crossed a write of ours
     */
    public void record(Change change, String entryId, Instant settledAt) {
        Collisions.outlive(transaction, () -> {
            queue.fence(change);
            looked(change, entryId, settledAt);
            queue.complete(change);
        });
    }

    /** Has the person's values compared once more. */
    public void writeAgain(Change change) {
        Collisions.outlive(transaction, () -> queue.dueNow(Direction.AUDIENCE, change.memberId(), "overtaken"));
    }

    /** Notes what was found of the person, in a turn that does not end well. */
    public void looked(Change change, String entryId, Instant settledAt) {
        jdbc.sql("UPDATE audience_person SET heyloyalty_id = :entry, looked_at = :now, settled_at = :settled"
                        + " WHERE person_id = :id")
                .param("entry", entryId)
                .param("now", Columns.at(clock.instant()))
                .param("settled", Columns.at(settledAt))
                .param("id", change.memberId())
                .update();
    }

    /**
     * Somebody appeared on the members' list: whoever waits for it gets their values, and whoever was erased came back by
     * their own will. Must run in a transaction.
     */
    void joined(String entryId, String email, boolean fresh) {
        String hash = suppressions.audienceHash(email.strip().toLowerCase(java.util.Locale.ROOT));
        List<String> waiting = jdbc.sql(
                        "SELECT person_id FROM audience_person WHERE list_name = '' AND person_hash = :hash"
                                + " AND looked_at IS NOT NULL AND (heyloyalty_id IS NULL OR heyloyalty_id <> :entry)")
                .param("hash", hash)
                .param("entry", entryId)
                .query(String.class)
                .list();
        queue.dueAll(Direction.AUDIENCE, waiting, "joined", Duration.ZERO);
        if (fresh) {
            suppressions.lift(hash);
        }
    }

    /**
     * Looks again for those who were not on a list that nobody tells us of, some at a time, those first that wait longest.
     *
     * @param age how long ago they were looked for at least
     */
    public int recheck(String list, Duration age) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            List<String> absent = jdbc.sql("SELECT person_id FROM audience_person p WHERE list_name = :list"
                            + " AND heyloyalty_id IS NULL AND looked_at < :before AND NOT EXISTS (SELECT 1 FROM member_change c"
                            + " WHERE c.direction = 'AUDIENCE' AND c.member_id = p.person_id)"
                            + " ORDER BY looked_at FETCH FIRST " + RECHECKED + " ROWS ONLY")
                    .param("list", list)
                    .param("before", Columns.at(clock.instant().minus(age)))
                    .query(String.class)
                    .list();
            queue.dueAll(Direction.AUDIENCE, absent, "recheck", Duration.ZERO);
            return absent.size();
        }));
    }

    /** How many persons are told of on a list, and how many of them are not on it. */
    public Map<String, Long> counts(String list) {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("told", count("SELECT COUNT(*) FROM audience_person WHERE list_name = :list", list));
        counts.put(
                "absent",
                count(
                        "SELECT COUNT(*) FROM audience_person WHERE list_name = :list AND heyloyalty_id IS NULL"
                                + " AND looked_at IS NOT NULL",
                        list));
        counts.put(
                "waiting",
                count(
                        "SELECT COUNT(*) FROM member_change c JOIN audience_person p ON p.person_id = c.member_id"
                                + " WHERE c.direction = 'AUDIENCE' AND p.list_name = :list",
                        list));
        counts.put(
                "parked",
                count(
                        "SELECT COUNT(*) FROM failure f JOIN audience_person p ON p.person_id = f.member_id"
                                + " WHERE f.status = 'open' AND p.list_name = :list",
                        list));
        return counts;
    }

    /** How many hold that value of an item. */
    public long countValue(String list, String item, String value) {
        return jdbc.sql("SELECT COUNT(*) FROM audience_value v JOIN audience_person p ON p.person_id = v.person_id"
                        + " WHERE p.list_name = :list AND v.item = :item AND v.item_value = :value")
                .param("list", list)
                .param("item", item)
                .param("value", value)
                .query(Long.class)
                .single();
    }

    /** How many hold any value of an item. */
    public long countValues(String list, String item) {
        return jdbc.sql("SELECT COUNT(*) FROM audience_value v JOIN audience_person p ON p.person_id = v.person_id"
                        + " WHERE p.list_name = :list AND v.item = :item AND v.item_value IS NOT NULL")
                .param("list", list)
                .param("item", item)
                .query(Long.class)
                .single();
    }

    /** The open failures of a list's persons by what they say, those since an instant. */
    public Map<String, Long> failuresSince(String list, Instant since) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(
                        "SELECT f.message, COUNT(*) AS persons FROM failure f JOIN audience_person p ON p.person_id = f.member_id"
                                + " WHERE f.status = 'open' AND f.failed_at > :since AND p.list_name = :list GROUP BY f.message")
                .param("since", Columns.at(since))
                .param("list", list)
                .query((row, number) -> counts.put(row.getString("message"), row.getLong("persons")))
                .list();
        return counts;
    }

    private long count(String sql, String list) {
        return jdbc.sql(sql).param("list", list).query(Long.class).single();
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(row.getString("person_id"), row.getString("list_name"), row.getString("identifier"));
    }
}
