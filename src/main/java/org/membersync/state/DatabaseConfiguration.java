package org.membersync.state;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.time.Duration;
import org.membersync.settings.DatabaseSettings;
import org.membersync.settings.MembersyncSettings;
import org.springframework.boot.jdbc.DataSourceBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the database of the settings. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

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
            // A process that stands still, or whose machine is gone, must not keep the others from what it has locked.
            dataSource.setConnectionInitSql(
                    "SET idle_in_transaction_session_timeout = " + longestStandstill.toMillis());
        }
        return dataSource;
    }
}
