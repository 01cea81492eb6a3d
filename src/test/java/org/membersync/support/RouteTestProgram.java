package org.membersync.support;

import java.time.Clock;
import javax.sql.DataSource;
import org.apache.camel.component.http.springboot.HttpComponentAutoConfiguration;
import org.apache.camel.component.http.springboot.HttpComponentConverter;
import org.apache.camel.component.http.springboot.HttpComponentTimeoutConverter;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;

/**
 * What a route test starts: Camel, the settings and the beans of the routes' steps, without web, database and simulators. It
 * bears no stereotype, so that the program's own scan passes it by.
 */
@ImportAutoConfiguration({
    CamelAutoConfiguration.class,
    HttpComponentAutoConfiguration.class,
    HttpComponentConverter.class,
    HttpComponentTimeoutConverter.class
})
@ComponentScan({"org.membersync.settings", "org.membersync.sync", "org.membersync.audience"})
public class RouteTestProgram {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    DataSource dataSource() {
        return Mockito.mock(DataSource.class);
    }
}
