package org.membersync.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.membersync.decision.Change;
import org.membersync.decision.Direction;
import org.membersync.decision.HeldValue;
import org.membersync.decision.Reason;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The persons that a CDP told of, and where their values were brought to. */
public class AudiencePersons {

    private static final int RECHECKED = 500;

    private static final String PERSON =
            "SELECT person_id, list_name, identifier, written_at, looked_at FROM audience_person";

    private static final String PERSON_AND_ENTRY =
            "SELECT person_id, list_name, identifier, written_at, looked_at, heyloyalty_id FROM audience_person";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Suppressions suppressions;
    private final ChangeQueue queue;
    private final Claims claims;
    private final Ledger ledger;

    AudiencePersons(
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            Suppressions suppressions,
            ChangeQueue queue,
            Claims claims,
            Ledger ledger) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.suppressions = suppressions;
        this.queue = queue;
        this.claims = claims;
        this.ledger = ledger;
    }

    /**
     * A person of a list.
     *
     * @param id our own
     * @param list the settings entry of the list, empty for that of the members
     * @param identifier the e-mail address in small letters
     * @param writtenAt right before our last write, null when there was none
     * @param lookedAt when the last turn ended that looked for their entry, null when none did
     */
    public record Person(String id, String list, String identifier, Instant writtenAt, Instant lookedAt) {

        /** Whether the end of our last write is not known: it may show on the list yet. */
        public boolean isWriteOpen() {
            return writtenAt != null && (lookedAt == null || lookedAt.isBefore(writtenAt));
        }

        /** The id alone, so that a log line never holds personal data. */
        @Override
        public String toString() {
            return id;
        }
    }

    /**
     * What came of a turn, as the ledger tells it; nothing personal.
     *
     * @param outcome such as {@code AUDIENCE_WRITTEN}
     * @param entryId the person's active entry as it was read, null when there was none
     * @param carriedOut whether anything was written
     * @param fields the fields that were written
     */
    public record Finding(String outcome, String entryId, boolean carriedOut, Reason reason, Set<String> fields) {}

    /** The person, unless it was erased meanwhile. */
    public Optional<Person> find(String personId) {
        return jdbc.sql(PERSON + " WHERE person_id = :id")
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

    private record Due(String personId, String claim) {}

    /**
     * Whose turn comes next in this process, in the order of the queue, as far as they are on that list; nobody whose turn
     * another process has.
     */
    public List<Person> next(String list, int limit) {
        Instant now = clock.instant();
        Set<String> ours = claims.tokens();
        // Two statements, because the embedded database would begin with everybody on the list.
        List<String> due = jdbc
                .sql(
                        "SELECT c.member_id, CASE WHEN c.claimed_until >= :now THEN c.claim_token END AS claim FROM member_change c"
                                + " WHERE c.direction = 'AUDIENCE' AND c.due_at <= :now"
                                // The direction too: the order is the index's then, and nothing is sorted.
                                + " ORDER BY c.direction, c.due_at, c.member_id FETCH FIRST " + limit + " ROWS ONLY")
                .param("now", Columns.at(now))
                .query((row, number) -> new Due(row.getString("member_id"), row.getString("claim")))
                .list()
                .stream()
                .filter(one -> one.claim() == null || ours.contains(one.claim()))
                .map(Due::personId)
                .toList();
        if (due.isEmpty()) {
            return List.of();
        }
        Map<String, Person> persons = new HashMap<>();
        jdbc.sql(PERSON + " WHERE person_id IN (:ids)")
                .param("ids", due)
                .query((row, number) -> persons.put(row.getString("person_id"), person(row, number)))
                .list();
        return due.stream()
                .map(persons::get)
                .filter(person -> person != null && person.list().equals(list))
                .toList();
    }

    /**
     * Ends a person's turn: person, ledger and queue in one transaction (quality P4). A turn that wrote nothing has a row when
     * something else was found than the last time: most of whom a CDP tells of never are on the list, and are told of for years.
     *
     * @param entryId the active entry that they have now, null when the person is not on the list
     * @param settledAt when was looked for unsubscriptions that crossed a write of ours
     * @param finding what was decided and carried out
     */
    public void record(Change change, String entryId, Instant settledAt, Finding finding) {
        Collisions.outlive(transaction, () -> {
            queue.fence(change);
            if (finding.carriedOut() || isNews(change, finding)) {
                ledger.add(change, finding);
            }
            looked(change, entryId, settledAt);
            queue.complete(change);
        });
    }

    private boolean isNews(Change change, Finding finding) {
        return jdbc.sql(PERSON_AND_ENTRY + " WHERE person_id = :id")
                .param("id", change.memberId())
                .query((row, number) -> {
                    Person person = person(row, number);
                    return person.lookedAt() == null
                            // The last write may have been carried out, though nobody heard of it.
                            || person.isWriteOpen()
                            || !Objects.equals(row.getString("heyloyalty_id"), finding.entryId());
                })
                .optional()
                .orElse(false);
    }

    /** Has the person's values compared once more, after a write that another process overtook. */
    public void writeAgain(Change change, Finding finding) {
        Collisions.outlive(transaction, () -> {
            ledger.add(change, finding);
            queue.dueNow(Direction.AUDIENCE, change.memberId(), "overtaken");
        });
    }

    /**
     * Notes what was found of the person, in a turn that does not end well.
     *
     * @param written what was carried out nevertheless, null for nothing
     */
    public void looked(Change change, String entryId, Instant settledAt, Finding written) {
        Collisions.outlive(transaction, () -> {
            if (written != null) {
                ledger.add(change, written);
            }
            looked(change, entryId, settledAt);
        });
    }

    private void looked(Change change, String entryId, Instant settledAt) {
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

    /**
     * The open failures by what they say, those since an instant.
     *
     * @param items of whose persons: those of whom any of these is known
     */
    public Map<String, Long> failuresSince(String list, Collection<String> items, Instant since) {
        Map<String, Long> counts = new TreeMap<>();
        jdbc.sql(
                        "SELECT f.message, COUNT(*) AS persons FROM failure f JOIN audience_person p ON p.person_id = f.member_id"
                                + " WHERE f.status = 'open' AND f.failed_at > :since AND p.list_name = :list AND EXISTS (SELECT 1"
                                + " FROM audience_value v WHERE v.person_id = p.person_id AND v.item IN (:items))"
                                + " GROUP BY f.message")
                .param("items", items)
                .param("since", Columns.at(since))
                .param("list", list)
                .query((row, number) -> counts.put(row.getString("message"), row.getLong("persons")))
                .list();
        return counts;
    }

    private long count(String sql, String list) {
        return jdbc.sql(sql).param("list", list).query(Long.class).single();
    }

    static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getString("person_id"),
                row.getString("list_name"),
                row.getString("identifier"),
                Columns.instant(row, "written_at"),
                Columns.instant(row, "looked_at"));
    }
}
