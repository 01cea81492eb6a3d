package org.membersync.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.membersync.settings.DatabaseSettings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The embedded database keeps its rows on disk. */
class EmbeddedTablesTest {

    /** By which the file grows, in bytes. */
    private static final long ONE_BLOCK = 16 << 20;

    @TempDir
    private Path folder;

    @Test
    void movesEveryTableToDiskAndLosesNothing() {
        try (HikariDataSource earlier = open()) {
            Flyway.configure().dataSource(earlier).target("1").load().migrate();
            JdbcClient.create(earlier)
                    .sql("INSERT INTO instance_key (name, key_value) VALUES ('kept', 'value')")
                    .update();
            assertThat(types(earlier)).containsOnly("MEMORY");
        }
        for (int start = 0; start < 2; start++) {
            try (HikariDataSource now = open()) {
                Flyway.configure()
                        .dataSource(now)
                        .callbacks(new EmbeddedTables())
                        .load()
                        .migrate();
                assertThat(types(now)).containsOnly("CACHED");
                assertThat(JdbcClient.create(now)
                                .sql("SELECT key_value FROM instance_key WHERE name = 'kept'")
                                .query(String.class)
                                .single())
                        .isEqualTo("value");
            }
        }
    }

    @Test
    void usesTheRoomOfDeletedRowsAgainAlsoInAFileOfAnEarlierRelease() {
        try (HikariDataSource earlier = open()) {
            Flyway.configure().dataSource(earlier).load().migrate();
            JdbcClient jdbc = JdbcClient.create(earlier);
            jdbc.sql("SET TABLE population_attribute TYPE CACHED").update();
            jdbc.sql("SET TABLE instance_key TYPE CACHED").update();
            jdbc.sql("INSERT INTO instance_key (name, key_value) VALUES ('kept', 'value')")
                    .update();
            fill(jdbc);
            jdbc.sql("SHUTDOWN").update();
        }
        for (int start = 0; start < 2; start++) {
            try (HikariDataSource now = open()) {
                Flyway.configure()
                        .dataSource(now)
                        .callbacks(new EmbeddedTables())
                        .load()
                        .migrate();
                JdbcClient jdbc = JdbcClient.create(now);
                long once = size();
                for (int run = 0; run < 6; run++) {
                    jdbc.sql("DELETE FROM population_attribute").update();
                    fill(jdbc);
                }
                assertThat(size()).isLessThanOrEqualTo(once + ONE_BLOCK);
                assertThat(jdbc.sql("SELECT key_value FROM instance_key WHERE name = 'kept'")
                                .query(String.class)
                                .single())
                        .isEqualTo("value");
            }
        }
    }

    private static void fill(JdbcClient jdbc) {
        jdbc.sql("INSERT INTO population_attribute (member_entry_no, run_id, field_no, mark, form)"
                        + " SELECT n, 1, 1, 'marked', 'x' FROM UNNEST(SEQUENCE_ARRAY(1, 60000, 1)) AS s(n)")
                .update();
        jdbc.sql("CHECKPOINT").update();
    }

    private long size() {
        return folder.resolve("state.data").toFile().length();
    }

    private HikariDataSource open() {
        return DatabaseConfiguration.open(
                new DatabaseSettings("jdbc:hsqldb:file:" + folder.resolve("state"), "sa", ""),
                1,
                Duration.ofSeconds(20));
    }

    private static List<String> types(HikariDataSource dataSource) {
        return JdbcClient.create(dataSource)
                .sql("SELECT hsqldb_type FROM information_schema.system_tables"
                        + " WHERE table_schem = 'PUBLIC' AND table_type = 'TABLE'")
                .query(String.class)
                .list();
    }
}
