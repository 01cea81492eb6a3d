package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.membersync.failure.FailureClassifier;
import org.membersync.settings.DatabaseSettings;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

class StateTransactionTest extends StateTestSupport {

    /** As PostgreSQL does with one that stands still while it holds locks. */
    @Test
    void isPassingTroubleWhenTheDatabaseEndsIt() {
        open(Database.POSTGRESQL);
        StateTransaction transaction = new StateTransaction(new JdbcTransactionManager(dataSource));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    jdbc.sql("SELECT name FROM shared_lock WHERE name = 'claims' FOR UPDATE")
                            .query(String.class)
                            .single();
                    int mine = jdbc.sql("SELECT pg_backend_pid()")
                            .query(Integer.class)
                            .single();
                    endSession(mine);
                    jdbc.sql("SELECT 1").query(Integer.class).single();
                }))
                .satisfies(failure -> {
                    FailureClassifier classifier = new FailureClassifier(Set.of());
                    assertThat(classifier.isTransient(failure)).isTrue();
                    assertThat(classifier.isOutage(failure)).isTrue();
                });
    }

    @Test
    void endsATransactionThatStandsStillSoThatOthersGetItsLocks() {
        open(Database.POSTGRESQL);
        try (var brief = DatabaseConfiguration.open(
                new DatabaseSettings(dataSource.getJdbcUrl(), "postgres", ""), 8, Duration.ofMillis(300))) {
            StateTransaction standing = new StateTransaction(new JdbcTransactionManager(brief));

            assertThatThrownBy(() -> standing.executeWithoutResult(status -> {
                        JdbcClient.create(brief)
                                .sql("SELECT name FROM shared_lock WHERE name = 'claims' FOR UPDATE")
                                .query(String.class)
                                .single();
                        // Waits for the lock, which is free once the standing transaction was ended.
                        claims.begin();
                        JdbcClient.create(brief)
                                .sql("SELECT 1")
                                .query(Integer.class)
                                .single();
                    }))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private void endSession(int pid) {
        try (var other =
                DatabaseConfiguration.open(new DatabaseSettings(dataSource.getJdbcUrl(), "postgres", ""), 8, LEASE)) {
            JdbcClient.create(other)
                    .sql("SELECT pg_terminate_backend(:pid)")
                    .param("pid", pid)
                    .query(Boolean.class)
                    .single();
        }
    }
}
