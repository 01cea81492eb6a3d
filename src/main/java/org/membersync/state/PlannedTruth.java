package org.membersync.state;

import java.util.TreeMap;
import org.membersync.mapping.ActivationStore;
import org.membersync.state.AudiencePersons.Person;
import org.membersync.state.PlannedTellings.Truth;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What would be true of audiences after some work on the tables, which is taken back. */
class PlannedTruth {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final ActivationStore activations;
    private final AudienceItems items;
    private final SharedLocks locks;

    PlannedTruth(JdbcClient jdbc, TransactionTemplate transaction, ActivationStore activations, AudienceItems items) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.activations = activations;
        this.items = items;
        this.locks = new SharedLocks(jdbc);
    }

    /** Does the work in a transaction that always ends without a trace. */
    Truth after(Runnable work) {
        return Collisions.outlive(() -> transaction.execute(status -> {
            try {
                // First of all, so that the work meets nobody who would have it done anew within this transaction.
                locks.take(SharedLocks.AUDIENCES);
                work.run();
                return read();
            } finally {
                status.setRollbackOnly();
            }
        }));
    }

    private Truth read() {
        Truth truth = Truth.nothing();
        activations.current().lists().forEach(list -> truth.items().put(list, items.of(list)));
        jdbc.sql("SELECT p.person_id, p.list_name, p.identifier FROM member_change c JOIN audience_person p"
                        + " ON p.person_id = c.member_id WHERE c.direction = 'AUDIENCE' ORDER BY c.due_at, c.member_id")
                .query((row, number) -> truth.persons()
                        .put(
                                row.getString("person_id"),
                                new Person(
                                        row.getString("person_id"),
                                        row.getString("list_name"),
                                        row.getString("identifier"),
                                        null,
                                        null)))
                .list();
        jdbc.sql("SELECT v.person_id, v.item, v.item_value, v.happened_at, v.feed_position FROM member_change c"
                        + " JOIN audience_value v ON v.person_id = c.member_id WHERE c.direction = 'AUDIENCE'")
                .query((row, number) -> truth.values()
                        .computeIfAbsent(row.getString("person_id"), any -> new TreeMap<>())
                        .put(row.getString("item"), AudienceTruth.value(row)))
                .list();
        return truth;
    }
}
