package org.membersync.state;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.Locale;
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
        return open(settings.database(), settings.members().workers());
    }

    /** Found by Spring Boot, which hands it to Flyway. */
    @Bean
    EmbeddedTables embeddedTables() {
        return new EmbeddedTables();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    static HikariDataSource open(DatabaseSettings database, int workers) {
        boolean embedded = database.url().toLowerCase(Locale.ROOT).startsWith("jdbc:hsqldb:");
        HikariDataSource dataSource = DataSourceBuilder.create()
                .type(HikariDataSource.class)
                .url(embedded ? database.url() + HSQLDB_OPTIONS : database.url())
                .username(database.username())
                .password(database.password())
                .build();
        dataSource.setPoolName("membersync");
        dataSource.setMaximumPoolSize(Math.min(workers, 20) + 8);
        dataSource.setMinimumIdle(2);
        return dataSource;
    }
}
