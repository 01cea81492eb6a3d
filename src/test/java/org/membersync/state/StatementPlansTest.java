package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.membersync.decision.Direction;

/** What {@link StatementPlans} takes for looking through a whole table. */
class StatementPlansTest extends StateTestSupport {

    @Test
    void tellsWhichTablesAreLookedThrough() {
        open(Database.HSQLDB);

        assertThat(tables("SELECT member_id FROM member_link WHERE member_number = ?"))
                .containsExactly("MEMBER_LINK");
        assertThat(tables("UPDATE member_change SET source = ? WHERE direction = ?"))
                .containsExactly("MEMBER_CHANGE");
        assertThat(tables("SELECT c.member_id FROM member_change c WHERE NOT EXISTS (SELECT 1 FROM member_link l"
                        + " JOIN member_change o ON o.direction = 'OUTBOUND' AND o.member_id = l.member_id"
                        + " WHERE l.heyloyalty_id = c.member_id) AND c.member_id = ?"))
                .containsExactly("MEMBER_CHANGE");
    }

    @Test
    void findsNothingWhereAnIndexLeadsToFewRows() {
        open(Database.HSQLDB);

        assertThat(tables("SELECT member_id FROM member_link WHERE heyloyalty_id = ?"))
                .isEmpty();
        assertThat(tables("SELECT member_id FROM member_change WHERE direction = ? AND due_at <= ?"))
                .isEmpty();
        assertThat(tables("SELECT name FROM alert_condition")).isEmpty();
    }

    /** Else the check of every test would look at nothing. */
    @Test
    void learnsWhatTheStoresAsk() {
        open(Database.HSQLDB);
        queue.dueNow(Direction.OUTBOUND, "m-1", "feed");
        queue.claim(1, false);

        assertThat(statements())
                .anyMatch(sql -> sql.contains("INSERT INTO member_change"))
                .anyMatch(sql -> sql.contains("FETCH FIRST 1 ROWS ONLY"))
                .noneMatch(sql -> sql.contains("alert_condition"));
    }

    private java.util.Set<String> tables(String sql) {
        return StatementPlans.looksThrough(dataSource, sql);
    }
}
