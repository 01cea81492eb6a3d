package org.membersync.operation.routes;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.membersync.settings.MembersyncSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Loads the route files at start and, when live reload is on, whenever they change. */
@Configuration(proxyBeanMethods = false)
class RouteFilesConfiguration {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(1);

    @Bean
    RouteFolder routeFolder(MembersyncSettings settings) {
        return new RouteFolder(settings.routes());
    }

    @Bean
    RouteLoader routeLoader(RouteFolder folder) {
        return new RouteLoader(folder, PATIENCE);
    }

    @Bean
    RouteReload routeReload(RouteFolder folder, RouteLoader loader) {
        return new RouteReload(folder, loader, Clock.systemUTC());
    }

    @Bean
    LiveReload liveReload(MembersyncSettings settings, List<Reloadable> reloadables) {
        return new LiveReload(settings.liveReload(), reloadables, QUIET);
    }

    @Bean
    RoutesHealthIndicator routesHealthIndicator(RouteReload reload) {
        return new RoutesHealthIndicator(reload);
    }

    @Bean
    RoutesMBean routesMBean(RouteReload reload) {
        return new RoutesMBean(reload);
    }
}
