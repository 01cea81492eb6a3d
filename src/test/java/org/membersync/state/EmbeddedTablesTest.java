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
