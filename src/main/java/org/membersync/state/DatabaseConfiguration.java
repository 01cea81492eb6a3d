package org.membersync.state;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import org.membersync.settings.DatabaseSettings;
import org.membersync.settings.MembersyncSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.transaction.TransactionManagerCustomizer;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Opens the database of the settings. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final Duration LONGEST_CONNECTING = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseConfiguration.class);

    /** A commit is on disk before it is answered, readers never block writers, and the files close with the last user. */
    private static final String HSQLDB_OPTIONS =
            ";hsqldb.write_delay=false;hsqldb.tx=mvcc;sql.syntax_pgs=true;sql.lowercase_ident=true;shutdown=true";

    @Bean
    HikariDataSource dataSource(MembersyncSettings settings) {
        return open(
                settings.database(),
                settings.members().workers(),
                settings.cluster().lease().dividedBy(2));
    }

    /** Found by Spring Boot, which hands it to Flyway. */
    @Bean
    EmbeddedTables embeddedTables() {
        return new EmbeddedTables();
    }

    /** Found by Spring Boot, which hands it to its templates. */
    @Bean
    UnwritableFiles unwritableFiles() {
        return new UnwritableFiles(DatabaseConfiguration::end);
    }

    @Bean
    TransactionManagerCustomizer<JdbcTransactionManager> unwritableFilesAtCommit(UnwritableFiles unwritableFiles) {
        return manager -> manager.setExceptionTranslator(unwritableFiles);
    }

    /** At once: an orderly end would write to the files. */
    private static void end() {
        LOG.error("{} The program ends. {}", UnwritableFiles.WHAT, UnwritableFiles.MENDING);
        Runtime.getRuntime().halt(1);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** @param longestStandstill how long a transaction may stand still with what it has locked */
    static HikariDataSource open(DatabaseSettings database, int workers, Duration longestStandstill) {
        boolean embedded = database.isEmbedded();
        HikariDataSource dataSource = DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url(embedded ? database.url() + HSQLDB_OPTIONS : database.url())
                .username(database.username())
                .password(database.password())
                .build();
        dataSource.setPoolName("membersync");
        dataSource.setMaximumPoolSize(Math.min(workers, 20) + 8);
        dataSource.setMinimumIdle(2);
        if (!embedded) {
            // While the server is away, webhooks and heartbeats must not wait for half a minute each to find out.
            dataSource.setConnectionTimeout(LONGEST_CONNECTING.toMillis());
            // A process that stands still, or whose machine is gone, must not keep the others from what it has locked.
            dataSource.setConnectionInitSql(
                    "SET idle_in_transaction_session_timeout = " + longestStandstill.toMillis());
        }
        return dataSource;
    }
}
